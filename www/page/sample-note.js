/** A note to try the page with: written for it, about people and a club that do not exist. */
export const SAMPLE_NOTE = {
  name: 'Rowing club, 9 September.txt',
  text: `Rowing club committee, Tuesday 9 September 2025

Present: Ines Duarte (chair), Karl Lindqvist (boats), Maya Osei (juniors), Peter Hall (treasurer). Apologies: Ruth Adler.

Boathouse roof. The storm on 28 August lifted eleven sheets above bay 3. Karl has two quotes: Weir Roofing at €6,480 including scaffolding, and Brandt & Co at €5,900 without it. The insurer pays after the first €1,000 but wants photographs by 19 September. Agreed to take Weir. Karl sends the photographs this week, and work can start on 6 October. Until then the two quads from bay 3 lie outside under tarpaulin.

Juniors. 34 children have signed up for autumn, nine more than last year, and there are only 28 life jackets that fit. Maya asked for €540 to buy a dozen. Peter agreed, provided that the order goes out before the end of the month, when the supplier's 15% discount ends. Training moves from Friday to Thursday at 16:30 because the canal lock closes early on Fridays from October.

Autumn regatta. It is on Saturday 18 October. The council has approved the car park but not the loudspeakers. Ines will ask again and offer to stop all announcements at 18:00. We still need eight marshals; Ruth has six names.

Money. The account stands at €14,212. Fees from 17 members are overdue, €2,295 in all. Peter writes to each of them by Friday.

Next meeting: Tuesday 14 October, 19:00, at Maya's.
`,
};
