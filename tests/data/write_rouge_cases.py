"""Writes rouge_cases.json beside this file: pairs of texts and words of our own with the scores and stems that the
package rouge-score gives them. To run it again: pip install rouge-score==0.1.2, then python3 write_rouge_cases.py."""

import json
from pathlib import Path

from nltk.stem.porter import PorterStemmer
from rouge_score import rouge_scorer

HERE = Path(__file__).parent

PAIRS = [
    ("The committee approved $48,500 for the shelves.", "The committee has approved 48500 dollars for new shelving."),
    ("Dana asked Tom for the quotes by 14 March.", "By March 14, Tom gives Dana the quotes; Dana's asking."),
    ("Nothing in common here.", "Quite other words were chosen."),
    ("", "An empty reference."),
    ("An empty summary.", ""),
    ("...", "!!!"),
    ("same same same", "same"),
    ("one two one two one two", "two one two one"),
    ("Das Dach über dem Café wurde geprüft.", "Das Dach des Cafés, geprüft im März, ist naïv über."),
    ("İstanbul, ﬁne KELVIN K and STRAẞE", "istanbul fine kelvin k strasse"),
    ("emoji 🎉 party 🎉🎉 at 10:30", "party at 10.30 with emoji"),
    ("under_score and camelCase, e-mail x@y.org", "underscore camel case email x y org"),
    ("A\tlist\n* of items\n* with marks", "1. a list 2. of item 3. marked"),
    ("generalizations of the operators' relational activities", "generally operating relations and an active relation"),
    ("skies dying lying news innings proceed", "sky die lie new inning proceeding"),
]

WORDS = """
    ties dies lies cries flies skies caresses caress ponies cats gas bus this is as us passes passed classes species
    series spied cried tied died agreed feed freed seed bleed exceeded succeeded proceeds bled sing singing string
    plastered motoring conflated troubled sized hopping tanned falling hissing fizzed failing filing hoped hoping
    using used owed rowing showing taxed taxing played playing eyed dyed yyyy syzygy toy enjoy enjoyed happy happily
    sky fly try my by dry crying relational conditional rational national valency hesitancy digitizer conformably
    radically formally differently vilely analogously vietnamization predication operator feudalism decisiveness
    hopefulness callousness formality sensitivity sensibility hopefully carefully fully geology theology archaeology
    logic apology philology triplicate formative formalize electricity electrical hopeful goodness revival allowance
    inference airliner gyroscopic adjustable defensible irritant replacement adjustment dependent adoption homologous
    communism activate angularity effective bowdlerize probate rate cease controlling roll rolled controller falls
    news innings outing cannings howe exceed abilities ability able responsible responsibility generalization
    oscillators organization organizer organized organizing university universal universe meeting meetings met
    summaries summarized summarizing summary 2019s 48500ed 11ing x11ing 100s aaing aeed eed ing ed ied ies sses
    ogi logi ologi eli alli ion tion action station opinion onion million union minions elation ational tional
    ement ment element elements cement comment moments cental agement management engagement ance dance chance ence
    fence science er her maker lower ic music topic able table stable ible bible ant want plant ent tent invent ate
    late climate iti ous famous nervous ive five live native ize size prize ism prism ou thou you izing izer abli
    abilitated doable sweetly bubbly grizzly probably possibly noble nobly humbly simply icate icated dedicated
    delicately lucratively negatively formalization electrically medically really totally finally
""".split()


def main():
    note = (HERE / "bench_note.txt").read_text(encoding="utf-8")
    paragraphs = [part.strip() for part in note.split("\n\n") if part.strip()]
    pairs = PAIRS + [(note, part) for part in paragraphs] + list(zip(paragraphs, paragraphs[1:]))
    scorer = rouge_scorer.RougeScorer(["rouge1", "rouge2", "rougeL"], use_stemmer=True)
    cases = []
    for reference, summary in pairs:
        scores = scorer.score(reference, summary)
        values = [round(scores[name].fmeasure, 6) for name in ("rouge1", "rouge2", "rougeL")]
        cases.append({"reference": reference, "summary": summary, "scores": values})
    stemmer = PorterStemmer()
    stems = {word: stemmer.stem(word) for word in sorted(set(WORDS))}
    text = json.dumps({"cases": cases, "stems": stems}, ensure_ascii=False, indent=1)
    (HERE / "rouge_cases.json").write_text(text + "\n", encoding="utf-8")


main()
