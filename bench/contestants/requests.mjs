/** The body of a GraphQL request, as a client sends it. */
export const graphqlBody = (operationName, query, variables) => JSON.stringify({ operationName, query, variables });
