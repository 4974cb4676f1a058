import { Global, Module, type DynamicModule } from '@nestjs/common';
import { SETTINGS_TOKEN, type Settings } from './settings.js';

/** Hands the settings, loaded once at start, to whoever names {@link SETTINGS_TOKEN}. */
@Global()
@Module({})
export class ConfigModule {
  static with(settings: Settings): DynamicModule {
    return {
      module: ConfigModule,
      providers: [{ provide: SETTINGS_TOKEN, useValue: settings }],
      exports: [SETTINGS_TOKEN],
    };
  }
}
