// Import it before anything that imports graphql: outside of production graphql-js checks at every `instanceof` whether it was
// loaded twice, and the corpus would spend two thirds of its time in that. Jest gives each test file an environment of its own.
process.env.NODE_ENV = 'production';
