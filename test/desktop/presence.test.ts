import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it } from 'vitest';
import { watchPresence } from '../../src/desktop/presence.ts';

const monitor = Object.assign(new EventEmitter(), { idle: 0, getSystemIdleTime: () => monitor.idle });
let told: boolean[];
let look: () => void;
beforeEach(() => {
  monitor.removeAllListeners();
  monitor.idle = 0;
  told = [];
  look = watchPresence(monitor, (away) => void told.push(away));
});

describe('whether somebody is in front of the screen', () => {
  it('a locked screen is nobody, until it is unlocked', () => {
    monitor.emit('lock-screen');
    look();
    monitor.emit('unlock-screen');
    expect(told).toEqual([true, false]);
  });

  it('a computer that wakes up locked is still nobody', () => {
    for (const event of ['suspend', 'lock-screen', 'resume']) monitor.emit(event);
    expect(told).toEqual([true]);
    monitor.emit('unlock-screen');
    expect(told).toEqual([true, false]);
  });

  it('five minutes without a key or a move are nobody, and the next one is somebody', () => {
    for (const idle of [299, 300, 600, 1]) {
      monitor.idle = idle;
      look();
    }
    expect(told).toEqual([true, false]);
  });
});
