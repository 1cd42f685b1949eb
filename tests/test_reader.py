"""Text to question: which row of the asked-for table, whose words, which names, what is left to be explained."""

from __future__ import annotations

from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.languages import english
from bot.matching.names import Names
from bot.matching.question import Question
from bot.matching.reader import Reader
from bot.matching.traits import own_texts
from bot.text import folded
from tests.invented import ledger_of

INVENTED = ledger_of("velm")


def reader() -> Reader:
    texts = [text for entry in INVENTED.entries.values() for text, _ in own_texts(entry)]
    texts += [person.role or "" for person in INVENTED.people.values()]
    vocabulary = frozenset(word for text in texts for word in folded(text))
    return Reader(INVENTED, english(), vocabulary, Names(INVENTED, english()))


READER = reader()


class Understood(NamedTuple):
    """What a question comes to: its row, whose words, whom else it names, the words to explain, what turns it round."""

    asks: str
    speaker: str = ""
    names: str = ""
    content: str = ""
    reversed: bool = False
    quoted: tuple[str, ...] = ()


def understood(text: str) -> Understood:
    question = READER.read(text)
    return Understood(
        question.asks,
        " or ".join(question.speaker.ids) or "nobody" if question.speaker else "",
        " ".join(" or ".join(mention.ids) or "nobody" for mention in question.topics),
        " ".join(word.text for word in question.content),
        question.reversed,
        question.quoted,
    )


QUESTIONS = {
    # somebody's words
    "who said nobody rang us": Understood("who-said", content="rang"),
    "who denied it": Understood("who-said"),
    "who wrote the blog": Understood("who-said", content="blog"),
    "whose words are these": Understood("who-said"),
    "who demanded that Ståleby pack his desk": Understood("who-said", names="staleby", content="pack desk"),
    "what did Čermel promise": Understood("what-said", "cermel"),
    "what did the mayor say": Understood("what-said", "zofie-radkovar"),
    "what did the mayor say about the volunteers": Understood("what-said", "zofie-radkovar", "fire-brigade"),
    "what did Radkovar say": Understood("what-said", "zofie-radkovar or matyas-radkovar"),
    "what did Zebulon say about the gates": Understood("what-said", "nobody", content="gates"),
    "everything Wędrel said": Understood("what-said", "wedrel"),
    "according to Peñarral": Understood("what-said", "penarral"),
    "did Ståleby say he had a slip": Understood("did-say", "staleby", content="slip"),
    "has Čermel promised to pay": Understood("did-say", "cermel", content="pay"),
    # words between quotation marks
    'who said "the fax went through"': Understood("who-said", content="fax went", quoted=("the fax went through",)),
    "did Čermel say “pack your desk”": Understood("did-say", "cermel", "", "pack desk", False, ("pack your desk",)),
    "when did the mayor say «not one call»": Understood(
        "when", "zofie-radkovar", content="call", quoted=("not one call",)
    ),
    # deeds
    "who opened the gates": Understood("who", content="opened gates"),
    "whom did the minister visit": Understood("whom", "cermel", content="visit"),
    "when did Millers' Bridge fall": Understood("when", names="millers-bridge", content="fall"),
    "what time were the gates opened": Understood("when", content="gates opened"),
    "where was the inquiry opened": Understood("where", content="inquiry opened"),
    "why were the gates opened": Understood("why", content="gates opened"),
    "how were people rescued": Understood("how", content="rescued"),
    "how many people were rescued": Understood("how-many", content="rescued"),
    "what happened in Lower Town": Understood("what-happened", names="lower-town"),
    "on what channel did Matyáš write": Understood("channel", "matyas-radkovar"),
    # a question of speech and of a detail: its speaker too
    "when did Čermel promise to pay": Understood("when", "cermel", content="pay"),
    "where did the mayor say that nobody rang": Understood("where", "zofie-radkovar", content="rang"),
    # yes or no
    "is it true that nobody rang": Understood("is-it-true", content="rang"),
    "was Lissavar warned": Understood("is-it-true", names="lissavar", content="warned"),
    # of the ledger as a whole
    "what happened": Understood("summary"),
    "both sides": Understood("sides"),
    "who is quoted": Understood("list-people"),
    "list all statements": Understood("list"),
    "who is Čermel": Understood("who-is", names="cermel"),
    "tell me about the dam": Understood("about", names="velm-dam"),
    "sources": Understood("sources"),
    "what are you": Understood("about-bot"),
    # what no ledger holds
    "will the bridge be rebuilt": Understood("future", content="bridge rebuilt"),
    "should I leave Lissavar": Understood("advice", names="lissavar", content="leave"),
    # turned round by a negation; "didn't she say" is not
    "who did not thank the volunteers": Understood("who-said", names="fire-brigade", reversed=True),
    "what did the mayor not say": Understood("what-said", "zofie-radkovar", reversed=True),
    "who never said that there was a fax": Understood("who-said", content="fax", reversed=True),
    "didn't Ståleby say he had a slip": Understood("did-say", "staleby", content="slip"),
    # only asked with a negation
    "isn't it so that nobody thanked the volunteers": Understood("who-said", names="fire-brigade"),
    "nobody thanked the volunteers, did they?": Understood("who-said", names="fire-brigade"),
    "hasn't anyone denied the fax?": Understood("who-said", content="fax"),
    "it wasn't Čermel, was it, who thanked the volunteers?": Understood("did-say", "cermel", "fire-brigade"),
    "Ståleby didn't say he had a slip, did he?": Understood("did-say", "staleby", content="slip"),
    # a name at the end, or at the beginning, of a question turned about
    "is the story of the fax denied by anyone?": Understood("who-said", content="fax"),
    "so it's Čermel, then, by whom the gates were called safe?": Understood("did-say", "cermel", content="gates safe"),
    # of several, any
    "did the mayor or Čermel promise to pay": Understood("did-say", "zofie-radkovar or cermel", content="pay"),
    # what is taken back, or set aside
    "did Ståleby, I mean Čermel, promise to pay": Understood("did-say", "cermel", content="pay"),
    "did Ståleby rather than Čermel promise to pay": Understood("did-say", "staleby", content="pay"),
    "not Ståleby but Čermel promised what": Understood("what-said", "cermel"),
    "did Čermel, not Ståleby, say he had a slip": Understood("did-say", "cermel", content="slip"),
    "who opened the gates, not who closed them": Understood("who", content="opened gates"),
    # what only tells when
    "after the mayor had thanked the volunteers, what did Čermel promise": Understood("what-said", "cermel"),
    "after the mayor had spoken, what happened": Understood("what-happened"),
    "before the mayor spoke, who opened the gates": Understood("who", content="opened gates"),
    "no sooner had the mayor spoken than who opened the gates": Understood("who", content="opened gates"),
    "once the gates were opened, what happened": Understood("what-happened", content="gates opened"),
    "when the gates were opened, had the mayor spoken already": Understood("when", content="gates opened"),
    "what was first, the siren or the speech of the mayor": Understood("when", content="siren"),
    "it's not in Lissavar that the gates were opened but in ...?": Understood("where", content="gates opened"),
    # small talk, and nothing
    "hello": Understood("greeting"),
    "thanks a lot!": Understood("greeting"),
    "": Understood(""),
    "?!": Understood(""),
}


@pytest.mark.parametrize("text", QUESTIONS)
def test_a_question_is_understood_as(text: str) -> None:
    assert understood(text) == QUESTIONS[text]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("WHO SAID NOBODY RANG US?!", "who said nobody rang us"),
        ("whos said nobody rang us", "who said nobody rang us"),
        ("who siad noboddy rang us", "who said nobody rang us"),
        ("What’d Čermel promise", "what did Čermel promise"),
        ("wat did čermel promise", "what did Čermel promise"),
        ("when did millers bridge  fall ???", "when did Millers' Bridge fall"),
        ("how many ppl were rescued", "how many people were rescued"),
        ("how many people were resuced", "how many people were rescued"),
        ("did stalebi say he had a slipp", "did Ståleby say he had a slip"),
        ("why were the gaets opend", "why were the gates opened"),
        ("who wasn't quoted", "who was not quoted"),
        ("where's the inquiry opened", "where is the inquiry opened"),
    ],
)
def test_typing_in_haste_asks_the_same(typed: str, plain: str) -> None:
    assert understood(typed) == understood(plain)


# ---- what stands around a question -----------------------------------------------------------------------------------

AROUND = [
    "Hello! {}",
    "hey bot, {}?",
    "Good evening. {}? Thank you so much!",
    "{} please",
    "{}? thanks!",
    "{} 🙏🙏",
    "**{}**",
    "> {}",
    "please tell me {}",
    "Can you tell me {}?",
    "could you please tell me {}?",
    "I would like to know {}",
    "ok so {}",
    "sorry, {}",
    "wtf {}",
    "quick question: {}",
    "asking for a friend: {}",
    "for my homework: {}",
    "I'm a student. {}",
    "I am writing a paper for school. {}?",
    "my teacher asks: {}",
    "{}? I need it for my homework.",
    "I read the article twice. {}?",
    "Dear bot, my uncle lives in Hollin and he keeps asking me. {}?",
    "My grandmother lived in Ardenz. {}?",
    "{}\n\nSent from my phone",
    "{} thx",
    "{}, thanks",
    "{} lol",
]
ASKED = [
    "who said nobody rang us",
    "what did Čermel promise",
    "what did the mayor say about the volunteers",
    "did Ståleby say he had a slip",
    "when did Millers' Bridge fall",
    "where was the inquiry opened",
    "why were the gates opened",
    "how many people were rescued",
    "who opened the gates",
    "is it true that nobody rang",
    "was Lissavar warned",
]


@pytest.mark.parametrize("around", AROUND)
def test_preambles_and_small_talk_around_a_question_change_nothing(around: str) -> None:
    asked = {text: understood(around.format(text)) for text in ASKED}
    assert asked == {text: QUESTIONS[text] for text in ASKED}


def test_nor_does_wondering() -> None:
    assert understood("just wondering, was Lissavar warned") == QUESTIONS["was Lissavar warned"]


@pytest.mark.parametrize(
    "text",
    [
        "The water came at night. Who opened the gates? It was terrible.",
        "Who opened the gates? I mean, the water was everywhere",
        "I heard the siren\nwho opened the gates",
    ],
)
def test_of_several_sentences_the_one_that_asks_is_read(text: str) -> None:
    assert understood(text) == QUESTIONS["who opened the gates"]


# ---- the order of the words ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("the one who opened the gates is who?", "who opened the gates"),
        ("The person who denied it, who is she?", "who denied it"),
        ("the man demanding that Ståleby pack his desk, who is he", "who demanding that Ståleby pack his desk"),
        ("the name of the guy who opened the gates?", "who opened the gates"),
        ("which official was it that opened the gates", "which official opened the gates"),
        ("What was it she called that?", "what she called that"),
        ("Whoever it was that opened the gates, I need the name", "who opened the gates"),
        ("the name of whoever opened the gates", "who opened the gates"),
        ("the man who opened the gates, what is he by trade", "who opened the gates"),
        ("the woman at the top of Lissavar, remind me of her name please", "who is at the top of Lissavar"),
        ("the man in charge of Velm Hydro, what's his name", "who is in charge of Velm Hydro"),
        ("Who, if an old lady may ask, opened the gates?", "who opened the gates"),
        ("Be so kind as to tell me who opened the gates", "who opened the gates"),
        ("Čermel promised it, the mayor denied it. Denied what?", "the mayor denied what"),
        ("Ståleby – isn't that in Lissavar?", "is Ståleby in Lissavar"),
        ("Čermel, wasn't it he who opened the gates?", "was it Čermel who opened the gates"),
        ("The fax, wasn't it Čermel who promised it?", "the fax, was it Čermel who promised it"),
        ("It was not in Lissavar that Čermel said it, was it?", "was it in Lissavar that Čermel said it"),
        ("Čermel did not promise to pay, did he?", "did Čermel promise to pay"),
        ("Čermel opened the gates because?", "why Čermel opened the gates"),
        ("Once the gates were open, what did the mayor do next?", "what did the mayor do after the gates were open"),
        ("when the bridge fell, what happened then?", "what happened after the bridge fell"),
        ("who opened the gates at 9.40 p.m.?", "who opened the gates at 9 40 p m"),
        ("who opened the gates at 9:40pm?", "who opened the gates at 9 40 p m"),
        ("How is it that Čermel opened the gates?", "why Čermel opened the gates"),
        ("Lisavar, as the Southerners write it, where is it?", "Lisavar, where is it"),
        ("Would I be right in thinking that Čermel promised to pay?", "Čermel promised to pay?"),
        ("I keep hearing of one Čermel, about whom I know little.", "Čermel"),
        ("This Čermel everybody writes about, who is he?", "this Čermel, who is he"),
        ("Whose words are these, that the gates opened?", "who said that the gates opened"),
        ("At the gates there happened what?", "at the gates what happened"),
        ("I've been away since May 3, so tell me, what did I miss?", "what did I miss?"),
        ("There is something about the gates; how does it go on?", "the quote about the gates"),
        ("Never mind the mayor. What did Čermel promise?", "what did Čermel promise"),
        ("No matter what the mayor says, what did Čermel promise?", "what did Čermel promise"),
        ("Whatever the others claim: who opened the gates?", "who opened the gates"),
        ("Not the mayor's words but those of Čermel, please", "words of Čermel, please"),
        ("Whom, if anyone, did Čermel blame?", "whom did Čermel blame"),
        ("In reply to the mayor, what did Čermel promise?", "what did Čermel promise in reply to the mayor"),
        ("Čermel's exact words, filing in 5", "Čermel's exact words"),
        ("The fax, denied by?", "the fax, denied by whom"),
        ("A fax, was one sent to the mayor?", "was a fax sent to the mayor"),
        ("An inquiry, did Čermel call for one?", "did Čermel call for an inquiry"),
        ("The gates, when were they opened?", "when were the gates opened"),
        ("The inquiry, how long did it last?", "how long did the inquiry last"),
        ("What, if anything, did Čermel promise?", "what did Čermel promise"),
        ("Whom, if anybody, does Čermel blame?", "whom does Čermel blame"),
        ("In reply to the mayor, what did Čermel say?", "what did Čermel say in reply to the mayor"),
        (
            "Where, if one believes Čermel, was the inquiry opened?",
            "where, according to Čermel, was the inquiry opened",
        ),
    ],
)
def test_another_order_asks_the_same(typed: str, plain: str) -> None:
    assert understood(typed) == understood(plain)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("the man who opened the gates rang us", "who"),
        ("Is the one who rang the mayor?", "is-it-true"),
        ("the man in the street, how many fish did he catch", "how-many"),
        ("who is the man", "who"),
        ("Čermel promised to pay, did he?", "did-say"),
        ("Whatever Čermel said about the fax, list it", "did-say"),
        ("In reply to whom did Čermel promise to pay?", "what-said"),
        ("If anyone denied the fax, who was it?", "who-said"),
        ("The mayor rang, one hears; when was it?", "when"),
        ("is it because the gates were open that he left", "why"),
        ("By which side was it won?", "who"),
        ("which article are you quoting", "sources"),
        ("what paper employs you", "sources"),
        ("i'm so tired of floods", "greeting"),
        ("list the farmers", "members"),
        ("do Čermel and the mayor say the same", "sides"),
    ],
)
def test_no_order_is_changed_where_nobody_is_asked_for(text: str, row: str) -> None:
    assert READER.read(text).asks == row


@pytest.mark.parametrize(
    ("text", "content"),
    [
        ("The fax was only what, according to the mayor?", "fax"),
        ("The nurse saving us said what?", "nurse saving said"),
        ("I saw the fax, so what did the mayor say?", ""),  # leads up to the question
    ],
)
def test_what_stands_before_a_question_word_in_its_place_is_asked_of(text: str, content: str) -> None:
    assert understood(text).content == content


# ---- what a question rests on ----------------------------------------------------------------------------------------


class Rests(NamedTuple):
    """What a question rests on: its words and names, and whether it is only supposed."""

    speaker: str
    words: str
    names: str = ""
    supposed: bool = False


@pytest.mark.parametrize(
    ("text", "rests"),
    [
        ("Given that the gates were open, what does the mayor say?", Rests("zofie-radkovar", "gates open")),
        ("Having opened the gates, Čermel had what to say?", Rests("cermel", "opened gates")),
        ("Accused by the mayor, what did Čermel say?", Rests("cermel", "accused", "zofie-radkovar")),
        (
            "If Lissavar was warned, as Čermel says, what does the mayor say to that?",
            Rests("zofie-radkovar", "warned", "lissavar", True),
        ),
        ("Suppose the bridge falls. Then what, in the words of Čermel?", Rests("cermel", "bridge falls", "", True)),
        ("Asked about the fax, what did Ståleby say?", Rests("staleby", "fax", "", True)),
        ("Although the gates were open, what does the mayor say?", Rests("zofie-radkovar", "gates open")),
        ("Despite the fax, what did Ståleby say?", Rests("staleby", "fax")),
        ("Even if the gates were open, what does the mayor say?", Rests("zofie-radkovar", "gates open", "", True)),
        # of the asker, of nobody, of what is asked itself
        ("If you know it, what did the mayor say?", Rests("zofie-radkovar", "")),
        ("Having read the article, I wonder what the mayor said", Rests("zofie-radkovar", "")),
        ("What did the mayor say, given that the gates were open?", Rests("zofie-radkovar", "")),
    ],
)
def test_what_a_question_rests_on_is_no_part_of_what_is_asked(text: str, rests: Rests) -> None:
    question = READER.read(text)
    assert question.speaker
    premise = question.premise
    found = Rests(
        " or ".join(question.speaker.ids),
        " ".join(word.text for word in premise.words),
        " ".join(" or ".join(name.ids) for name in premise.names),
        premise.supposed,
    )
    assert found == rests


# ---- what must be explained ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hard"),
    [
        ("who opened the zorkle", {"zorkle"}),  # strange
        ("did 340 people march", {"340"}),  # a number
        ("how much rain fell", {"rain"}),  # what is counted
        ("which bridge fell", {"bridge"}),
        ("what did the mayor say about the boats", {"boats"}),
        ("what was the reservoir", {"reservoir"}),
        ("when did the second bridge fall", {"second"}),
        ("who rowed all night", set()),
        ("the losses of both sides", {"losses"}),
        ("any video of the gates", {"video"}),
        ("does the mayor have more followers than Čermel", {"followers"}),
    ],
)
def test_what_is_asked_for_may_not_be_left_unexplained(text: str, hard: set[str]) -> None:
    question = READER.read(text)
    assert {word.text for word in question.hard} >= hard
    assert question.hard <= {*question.content}


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("who opened the gates", "opened"),
        ("did Čermel resign", "resign"),
        ("when did Millers' Bridge fall", "fall"),
        ("who actually opened the gates", "opened"),
        ("was anybody rescued", "rescued"),
        ("did anyone let you know", None),
        ("who did it", None),
        ("why were the gates opened", None),
    ],
)
def test_the_verb_of_a_deed_must_be_explained(text: str, verb: str | None) -> None:
    found = READER.read(text).verb
    assert (found.text if found else None) == verb


def test_what_is_counted_is_known() -> None:
    assert [word.text for word in READER.read("how many houses were flooded").counted] == ["houses"]
    assert READER.read("who counted the houses").counted == ()


def test_dates_are_no_names_and_no_content() -> None:
    question = READER.read("what happened in Lower Town on 15 March 2023")
    assert [(each.year, each.month, each.day) for each in question.dates] == [(2023, 3, 15)]
    assert question.content == ()


def test_where_something_was_is_told_from_what_it_was_about() -> None:
    assert [each.ids for each in READER.read("what happened in Lower Town").located] == [("lower-town",)]
    assert not READER.read("what did Čermel say about Lower Town").located


def test_a_question_of_nothing_but_its_row_is_bare() -> None:
    assert READER.read("who said it").bare
    assert READER.read("and when").bare
    assert not READER.read("when did Čermel come").bare


@pytest.mark.parametrize(
    ("text", "script"),
    [("who opened it", "latin"), ("кто открыл ворота", "other"), ("tell me who Чермел is", "latin"), ("", "latin")],
)
def test_the_script_is_that_of_most_letters(text: str, script: str) -> None:
    assert READER.read(text).script == script


# ---- whatever is typed -----------------------------------------------------------------------------------------------


def sound(question: Question, words: int) -> bool:
    """Whether every name and date lies within the words, and what is hard must be explained."""
    spans = [(each.start, each.end) for each in question.mentions]
    spans += [(each.start, each.end) for each in question.dates]
    return all(0 <= start < end <= words for start, end in spans) and question.hard <= {*question.content}


VOCABULARY = """who what did not said deny the mayor of Lissavar Radkovar Čermel's "fax went" gates 14 March ? . ! hello
 thanks wife Zebulon Зебулон is it true that how many people 2023 and"""


@example("is said ? what said Radkovar")
@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join))
def test_any_row_of_words_is_read(text: str) -> None:
    question = READER.read(text)
    assert sound(question, len(question.words))
    assert understood(text) == understood(text)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    question = READER.read(text)
    assert sound(question, len(question.words))


def test_names_of_the_asked_for_table_are_those_of_the_pack() -> None:
    rows = {row.asks for row in english().rows} | {"", "greeting"}
    assert {each.asks for each in QUESTIONS.values()} <= rows
    assert {READER.read(f"{one} {other}").asks for one, other in product(ASKED[:3], repeat=2)} <= rows
