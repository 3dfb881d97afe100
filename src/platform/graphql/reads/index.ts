export { Tables } from './columns';
export { defineFilter, on } from './conditions';
export { connectionOf, PageInfo } from './connections';
export type { ReadContext, Row } from './context';
export { byId, companion, count, descending, many, type Order, page, type Read, SetRead } from './declare';
export { extend, queries } from './extend';
export { installReads } from './install';
export { defineLoader, entityById, findRows, type LoaderDefinition, loadOne } from './loaders';
