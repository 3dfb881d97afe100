export { deriveAttentionAnew } from './attention/derive-attention-anew';
export { keepReEngagements } from './attention/keep-re-engagements';
export { insight } from './insight.feature';
