import { Module } from '@nestjs/common';
import { ServiceSecret } from './service-secret.js';
import { PersonKeys } from './person-keys.js';
import { SigningPeople } from './signing-people.js';
import { TerminalKeys } from './terminal-keys.js';
import { SealedPlaces } from './sealed-places.js';
import { TrustList } from './certificates/trust-list.js';
import { Vault } from './vault.js';

/** The keys of the service: what signs its tokens, what seals the secrets of people, and what people sign with. */
@Module({
  providers: [PersonKeys, SealedPlaces, ServiceSecret, SigningPeople, TerminalKeys, TrustList, Vault],
  exports: [PersonKeys, SealedPlaces, ServiceSecret, SigningPeople, TerminalKeys, TrustList, Vault],
})
export class KeysModule {}
