import { Module } from '@nestjs/common';
import { ServiceSecret } from './service-secret.js';
import { Vault } from './vault.js';

/** The keys of the service: what signs its tokens, and what seals the secrets of people. */
@Module({ providers: [ServiceSecret, Vault], exports: [ServiceSecret, Vault] })
export class KeysModule {}
