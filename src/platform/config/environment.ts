import { readSettings, type Settings } from './settings';

/** The settings of this process. Nothing else reads the environment. @throws SettingsError */
export function settingsFromEnvironment(): Settings {
  return readSettings(process.env);
}
