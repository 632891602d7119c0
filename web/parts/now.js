// now.js - a clock for ages and waiting times: components that show one are drawn again each tick.
import { useState, useEffect } from './html.js';

export function useNow(everyMs = 1000) {
  const [now, set] = useState(Date.now());
  useEffect(() => {
    const t = setInterval(() => !document.hidden && set(Date.now()), everyMs);
    return () => clearInterval(t);
  }, [everyMs]);
  return now;
}
