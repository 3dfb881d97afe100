export { deriveAttentionAnew } from './attention/derive-attention-anew';
export { insight } from './insight.feature';
