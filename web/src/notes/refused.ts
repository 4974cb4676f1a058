import { postApiV1NotesByIdRefusedTextsByTextIdDiscard } from '../api/generated/index.ts';

/** Puts a text away that could not be saved; the database and the trail keep it. */
export const discardRefused = (noteId: string, textId: string): Promise<unknown> =>
  postApiV1NotesByIdRefusedTextsByTextIdDiscard({ path: { id: noteId, textId } });
