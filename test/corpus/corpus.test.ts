import { describeHalf } from './describe-half';

describeHalf(0);
