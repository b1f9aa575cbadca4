/** A note for lessons, written for them: terse, with many figures, of which a small model soon makes other ones. */
export const LESSON_NOTE = `Q3 talk with the accountant, my notes. (Bakery Nowak & Sohn, 2 shops)

turnover 184,300, in Q3 last year 171,900, so up 7.2%. But in August alone we were down 3% - holidays + the roadworks before shop 2
flour: went from 0.54 to 0.71 a kilo. We use ca 9,400 kg a quarter -> 1,600 more in costs just because of this
butter even worse, 5.10 -> 7.85 per kg!! 1,150 kg
wages 68,420 (2 people more since July, one of them is the apprentice Ayla)
electricity 9,870, contract runs out on 31 Dec, new offer is 0.284 per kWh against 0.231 now. Mr Lehmann says wait until mid November, prices are falling. My gut says sign. We wait till 15 Nov.
profit before tax 11,240 = 6.1% of turnover. Year before 9.4%
Rolls: 0.45 each, we make 41,000 a month. 3 cents more brings 3,690 per quarter. Lehmann would go to 0.50. Agreed: 0.48 from 1 October, and sourdough 4.90 -> 5.30. Croissant stays at 1.60
shop 2 rent +85 a month from January (index)
oven loan: 1,312 a month, 22 instalments to go
VAT prepayment 4,980 due on 10 Oct !!!
tax office wants the till export of 2022, no idea why, Lehmann does it, he says it's routine
`;
