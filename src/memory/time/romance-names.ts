/** French and Spanish names, folded. They stand apart from the English ones: "mon", "mai" and "mars" are other words there. */
import { table, weekdays } from './vocabulary.ts';

export const ROMANCE_MONTHS = table<number>(
  ...'janvier enero|fevrier febrero|mars marzo|avril abril|mai mayo|juin junio|juillet julio|aout agosto|septembre septiembre setiembre|octobre octubre|novembre noviembre|decembre diciembre'
    .split('|')
    .map((words, month) => [words, month] as const),
);

export const ROMANCE_WEEKDAYS = weekdays('lundi lunes|mardi martes|mercredi miercoles|jeudi jueves|vendredi viernes|samedi sabado|dimanche domingo');
