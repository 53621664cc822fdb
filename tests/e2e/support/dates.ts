/** A moment as the English page writes it. */
export function dateTime(milliseconds: number): string {
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat("en-US", { timeZone: "UTC", ...options }).format(milliseconds);
  const time = new Date(milliseconds).toISOString().slice(11, 16);
  return `${part({ day: "numeric" })} ${part({ month: "short" })} ${part({ year: "numeric" })}, ${time} UTC`;
}
