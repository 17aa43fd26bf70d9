import { useLocation, useSearch } from 'wouter';

/** As the API has it. */
export const usual = 0.95;
export const range = { min: 0.5, max: 1, step: 0.01 } as const;

/** From which likeness on pictures are shown as nearly the same, kept in the address as percent. */
export function useThreshold(): {
  readonly minScore: number;
  readonly change: (minScore: number) => void;
} {
  const given = Number(new URLSearchParams(useSearch()).get('from') ?? Number.NaN) / 100;
  const [location, navigate] = useLocation();
  return {
    minScore: given >= range.min && given <= range.max ? given : usual,
    change(minScore) {
      const percent = Math.round(minScore * 100);
      navigate(minScore === usual ? location : `${location}?from=${percent}`, { replace: true });
    },
  };
}
