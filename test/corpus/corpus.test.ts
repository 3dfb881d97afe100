import './as-in-production';
import { describeHalf } from './describe-half';

describeHalf(0);
