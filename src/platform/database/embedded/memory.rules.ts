/** What PostgreSQL is told of the memory there is; in MB. */
export interface MemorySettings {
  readonly shared_buffers: number;
  readonly effective_cache_size: number;
  readonly maintenance_work_mem: number;
  readonly work_mem: number;
  readonly max_wal_size: number;
}

const GB = 1024;
const between = (low: number, value: number, high: number): number =>
  Math.min(high, Math.max(low, 2 ** Math.floor(Math.log2(Math.max(1, value)))));

/**
 * Settings by the size of the memory, as the documentation of PostgreSQL 18 has it (19.4 Resource Consumption, 14.4 Populating a Database):
 * a quarter for buffers where the server is alone, and less where the service works beside it; the rest is the system's cache.
 * @param memoryMb of the machine, or of the container
 */
export function memorySettings(memoryMb: number, isAlone: boolean): MemorySettings {
  return {
    shared_buffers: between(256, isAlone ? memoryMb / 4 : memoryMb / 16, 16 * GB),
    effective_cache_size: between(512, memoryMb / 2, 128 * GB),
    maintenance_work_mem: between(64, memoryMb / 64, GB),
    // For each sort of each of two hundred connections, at the worst.
    work_mem: between(4, memoryMb / 2048, 64),
    max_wal_size: between(2 * GB, memoryMb / 4, 16 * GB),
  };
}
