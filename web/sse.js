// sse.js - server-sent events out of the text of a stream, whatever pieces it comes in.

// Gives a function that takes pieces of text; each whole event goes to emit({id, event, data}).
export function eventParser(emit) {
  let rest = '';
  return (piece) => {
    rest += piece;
    const blocks = rest.split(/\r?\n\r?\n/);
    rest = blocks.pop();
    for (const block of blocks) {
      const ev = { id: '', event: 'message', data: '' };
      for (const line of block.split(/\r?\n/)) {
        const [, field, value] = /^(\w+): ?(.*)$/.exec(line) || [];
        if (field === 'data') ev.data += (ev.data ? '\n' : '') + value;
        else if (field) ev[field] = value;
      }
      if (ev.data || ev.id) emit(ev);
    }
  };
}
