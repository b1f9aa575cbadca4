/** A note for lessons, written for them: short, with names and figures that a model likes to get wrong. */
export const LESSON_NOTE = `School garden, 3 May

Mrs Okafor and class 7b measured the pond this morning. It is 4.35 m long and 2.8 m wide, and the water stands at 62 cm, eleven centimetres less than in March. Jonas counted 147 tadpoles near the reeds.

The council gives €1,250 for a new pump, but only if the bill arrives before 17 June. Pump House Keller asks for €1,190, Aqua Brandt for €1,340. Class 7b chose Keller. Ines writes the order on Monday, and Mr Sato digs the trench with six parents on 24 May.
`;
