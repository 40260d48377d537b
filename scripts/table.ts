import stringWidth from 'string-width';

/** Columns of equal width, where a Chinese character takes the room of two others. */
export function table(rows: readonly (readonly string[])[]): string {
  // Text from a picture must not steer a terminal.
  const cells = rows.map((row) => row.map((cell) => cell.replace(/\p{Cc}/gu, '\ufffd')));
  const widths = cells[0]?.map((_cell, column) =>
    Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => cell + ' '.repeat((widths?.[column] ?? 0) - stringWidth(cell)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
