/** Two short tones: a hit and a miss. The ear tells them apart without looking up. */
export type Loudness = 'off' | 'quiet' | 'loud';

const STORED = 'second-chance.tones';
const GAIN = { off: 0, quiet: 0.06, loud: 0.25 } as const satisfies Record<Loudness, number>;

let context: AudioContext | null = null;

export function loudness(): Loudness {
  const stored = localStorage.getItem(STORED);
  return stored === 'off' || stored === 'loud' ? stored : 'quiet';
}

export function setLoudness(value: Loudness): void {
  localStorage.setItem(STORED, value);
}

/** 60 ms high for a hit, 180 ms low for a miss. Says nothing where there is no sound. */
export function playTone(kind: 'hit' | 'miss'): void {
  const gain = GAIN[loudness()];
  if (gain === 0) return;
  try {
    context ??= new AudioContext();
    const [frequency, seconds] = kind === 'hit' ? [1_320, 0.06] : [196, 0.18];
    const start = context.currentTime;
    const oscillator = context.createOscillator();
    const volume = context.createGain();
    oscillator.frequency.value = frequency;
    oscillator.type = kind === 'hit' ? 'sine' : 'square';
    volume.gain.setValueAtTime(kind === 'hit' ? gain : gain / 2, start);
    volume.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    oscillator.connect(volume).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + seconds);
  } catch {
    // A PC without a sound card sells as well.
  }
}
