export { checkArgument } from './check-argument';
export {
  FloatField,
  IdField,
  IntField,
  ListField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
  ValueField,
} from './fields';
