import type { Display, Rectangle } from 'electron';

/** Whether every corner is on some screen: what hangs over the edge may be the part that matters. */
export function isOnScreen({ x, y, width, height }: Rectangle, displays: readonly Pick<Display, 'bounds'>[]): boolean {
  const corners = [
    [x, y],
    [x + width - 1, y],
    [x, y + height - 1],
    [x + width - 1, y + height - 1],
  ] as const;
  return corners.every(([left, top]) => displays.some(({ bounds }) => isInside(left, top, bounds)));
}

function isInside(x: number, y: number, bounds: Rectangle): boolean {
  return x >= bounds.x && y >= bounds.y && x < bounds.x + bounds.width && y < bounds.y + bounds.height;
}

/** In the middle of a screen, and never above its top. */
export function centred(width: number, height: number, area: Rectangle): Rectangle {
  return {
    x: Math.round(area.x + (area.width - width) / 2),
    y: Math.max(area.y, Math.round(area.y + (area.height - height) / 2)),
    width,
    height,
  };
}
