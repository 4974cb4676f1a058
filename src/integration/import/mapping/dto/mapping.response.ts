import { PersonRefResponse } from '../../../../kernel/person-ref.response.js';

export class MappingResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000051 */
  id!: string;
  /** Whose code it is. @example lis-xet-nghiem */
  sender!: string;
  /** code or unit. @example code */
  kind!: string;
  /** @example urn:hl7v2:L */
  system!: string;
  /** @example K */
  code!: string;
  /** What the sender calls it. @example Kali */
  display!: string | null;
  /** @example http://loinc.org */
  targetSystem!: string | null;
  /** Null while nobody has mapped it. @example 2823-3 */
  targetCode!: string | null;
  /** @example "Kali huyết thanh" */
  targetDisplay!: string | null;
  mappedBy!: PersonRefResponse | null;
  /** @example 2026-11-23T10:10:00.000Z */
  mappedAt!: Date | null;
  /** Messages that wait for it, among others for what else they wait for. @example 3 */
  waiting!: number;
  /** @example 1 */
  version!: number;
}

export class MappedResponse extends MappingResponse {
  /** How many of the results that waited for it are in their charts now. @example 3 */
  filed!: number;
  /** How many values that were in charts already are judged again by it, each as its next version. @example 12 */
  judgedAgain!: number;
}

export class MappingPage {
  items!: MappingResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/code-mappings?cursor=WyJhbmgiXQ */
  next!: string | null;
}
