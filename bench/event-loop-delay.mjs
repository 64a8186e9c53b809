/** Loaded into a server that is measured (`node --import`): writes the p99 of its event-loop delay, from SIGUSR2 on, when it ends. */
import { writeFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';

const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
process.on('SIGUSR2', () => delay.reset());
process.on('exit', () => writeFileSync(process.env.GATEHOUSE_BENCH_DELAY ?? '/dev/null', String(delay.percentile(99) / 1e6)));
