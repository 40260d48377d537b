const { native: given } = window.parent;
if (!given) throw new Error('this page belongs into the frame of the preview');

/** What stands around this page: the desk has put it there before it opened the frame. */
export const native = given;
