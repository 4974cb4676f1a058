import { Group, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getApiV1Beds } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { everyPage } from '../api/every-page.ts';
import { bedName, useWards } from '../ward/places.ts';
import { useWords } from '../words/use-words.ts';

export interface Place {
  readonly wardId: string | null;
  readonly bedId: string | null;
}

/** A ward, and one of its free beds. */
export function PlaceChoice({ place, onChange }: { readonly place: Place; readonly onChange: (place: Place) => void }) {
  const words = useWords();
  const wards = useWards();
  const beds = useQuery({
    queryKey: ['beds', place.wardId],
    queryFn: () =>
      everyPage((cursor) =>
        answerOf(getApiV1Beds({ query: { wardId: place.wardId!, free: true, limit: 100, ...cursor } })),
      ),
    enabled: place.wardId !== null,
    staleTime: 0,
  });
  return (
    <Group>
      <Select
        label={words.stay.ward}
        searchable
        required
        value={place.wardId}
        data={(wards.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(wardId) => onChange({ wardId, bedId: null })}
      />
      <Select
        label={words.stay.bed}
        placeholder={words.stay.noBed}
        clearable
        value={place.bedId}
        data={(beds.data?.items ?? []).map(({ id, roomCode, code }) => ({
          value: id,
          label: bedName({ roomCode, code }),
        }))}
        onChange={(bedId) => onChange({ ...place, bedId })}
      />
    </Group>
  );
}
