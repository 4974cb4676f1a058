import { StreamableFile } from '@nestjs/common';

/** Whom a printed document shows. */
export interface ShownOnPaper {
  readonly patientId: string;
  readonly encounterId: string | null;
  /** Its row in issued_document. */
  readonly id: string;
}

/** A PDF on its way out; it still knows whom it shows, so that it is recorded like any other answer. */
export class PrintedDocument extends StreamableFile {
  /** Others whom it names, such as the mother of a newborn. */
  alsoShown: readonly { readonly patientId: string }[] = [];

  constructor(
    pdf: Buffer,
    readonly shown: ShownOnPaper,
    name: string,
  ) {
    super(pdf, { type: 'application/pdf', length: pdf.length, disposition: `inline; filename="${name}.pdf"` });
  }

  alsoShowing(patientId: string | null): this {
    this.alsoShown = patientId === null ? [] : [{ patientId }];
    return this;
  }
}
