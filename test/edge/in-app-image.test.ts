import { describe, expect, it } from 'vitest';
import { isInAppImage } from '../../src/edge/in-app-image.ts';

describe('a path that an AppImage has only while it runs', () => {
  it.each([
    ['mounted', '/tmp/.mount_GatehoAbCd12/resources/bin/gatehouse', { APPDIR: '/tmp/.mount_GatehoAbCd12' }, true],
    ['mounted, and started by hand', '/tmp/.mount_GatehoAbCd12/resources/bin/gatehouse', {}, true],
    ['unpacked for this start', '/tmp/appimage_extracted_0f/resources/bin/gatehouse', { APPDIR: '/tmp/appimage_extracted_0f' }, true],
    ['installed', '/opt/Gatehouse/resources/bin/gatehouse', {}, false],
    ['installed, from a terminal of another AppImage', '/opt/Gatehouse/resources/bin/gatehouse', { APPDIR: '/tmp/.mount_CursorAbCd12' }, false],
    ['beside a folder of a similar name', '/opt/Gatehouse2/resources/bin/gatehouse', { APPDIR: '/opt/Gatehouse' }, false],
    ['with an empty variable', '/opt/Gatehouse/resources/bin/gatehouse', { APPDIR: '' }, false],
  ])('%s', (_what, path, environment, is) => {
    expect(isInAppImage(path, environment)).toBe(is);
  });
});
