export { checkArgument } from './check-argument';
export {
  ExpectedVersionField,
  FloatField,
  IdField,
  IntField,
  LanguagesField,
  ListField,
  ObjectField,
  ObjectsField,
  TextField,
  TextsField,
  ValueField,
} from './fields';
