"""What a pack tells of its case, gathered from the record and from what is published, less what is withheld."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from bluelamp.casework import decision_log
from bluelamp.casework import entries as in_words
from bluelamp.casework.entries import EntryShown
from bluelamp.casework.selectors import CaseView
from bluelamp.disclosure import advice_told, editions_told, schedules
from bluelamp.disclosure.clock_words import iso, moment
from bluelamp.disclosure.items import EDITION, RECIPIENTS, WORKING, items_of
from bluelamp.disclosure.marks import Standing, standings
from bluelamp.disclosure.models import Pack
from bluelamp.disclosure.sections import section_of
from bluelamp.disclosure.twin import (
    FORMAT,
    CaseTold,
    DecisionTold,
    EntryTold,
    PackTold,
    PaperTold,
    ProofTold,
    Row,
    Twin,
)
from bluelamp.people import selectors as people
from bluelamp.record import selectors as record
from bluelamp.record.values import EntryView


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a pack is made from: the case's items as they stand for it, and its entries."""

    pack: Pack
    view: CaseView
    items: tuple[Standing, ...]
    entries: tuple[EntryView, ...]

    @property
    def left_out(self) -> frozenset[int]:
        """The entries whose bodies the pack leaves out."""
        return frozenset(
            seq for each in self.items if self.why_left_out(each) for seq in each.item.entries
        )

    def why_left_out(self, standing: Standing) -> str:
        """Why what an item says stays out of the pack; empty where it goes in.

        The officer's working papers say why each item is withheld, so they go where the schedule of
        sensitive material goes. Who received an edition is told with it, and withheld with it.
        """
        if standing.withheld and standing.choice:
            return standing.choice.reason
        if standing.item.key == WORKING and not self.pack.sensitive_schedule:
            return "It goes with the schedule of sensitive material."
        if standing.item.key.startswith(RECIPIENTS) and standing.item.token in self._withheld:
            return "The edition that it is of is withheld."
        return ""

    @property
    def _withheld(self) -> frozenset[str]:
        """The editions that are withheld."""
        return frozenset(
            each.item.token
            for each in self.items
            if each.withheld and each.item.key.startswith(EDITION)
        )

    def item_of(self, seq: int) -> int:
        """The number on the schedule of the item that an entry belongs to."""
        return next(each.item.number for each in self.items if seq in each.item.entries)


def source_of(pack: Pack, view: CaseView) -> Source:
    """What this version of the pack is made from: all of it as it stood when the pack was asked for."""
    items = items_of(pack.case, upto=pack.upto, until=pack.asked_at)
    held = tuple(each for each in record.entries_for(pack.case) if each.seq <= pack.upto)
    standing = standings(pack.case, items, choices=pack.choices, until=pack.asked_at)
    return Source(pack=pack, view=view, items=standing, entries=held)


def told(source: Source, proof: ProofTold) -> Twin:
    """Everything that the pack says."""
    entries = _entries(source)
    open_entries = [each for each in source.entries if each.seq not in source.left_out]
    return Twin(
        format=FORMAT,
        case=_case(source.view),
        pack=_pack(source.pack),
        entries=entries,
        facts=advice_told.facts(open_entries, source.view.route),
        advice=advice_told.advice(open_entries, source.view.route),
        editions=editions_told.editions(source.pack.case, source.items),
        papers=_papers(source.items),
        decision_log=_decisions(source),
        schedule=schedules.ordinary(source),
        sensitive_schedule=schedules.sensitive(source) if source.pack.sensitive_schedule else None,
        proof=proof,
    )


def _case(view: CaseView) -> CaseTold:
    case, force = view.case, settings.BLUELAMP_FORCE
    return CaseTold(
        reference=case.reference,
        route=case.route,
        about=view.route.way.words,
        person=case.person,
        court=case.court,
        case_number=case.case_number,
        offence=case.offence,
        unit=case.unit,
        officer=people.names({case.officer})[case.officer] if case.officer else "",
        state=view.state_words,
        opened=moment(case.opened_at),
        force=force.name,
    )


def _pack(pack: Pack) -> PackTold:
    return PackTold(
        number=pack.number,
        asked_by=people.names({pack.asked_by})[pack.asked_by],
        asked_at=iso(pack.asked_at),
        when=moment(pack.asked_at),
        upto=pack.upto,
    )


def _entries(source: Source) -> tuple[EntryTold, ...]:
    shown = in_words.shown(source.entries)
    return tuple(
        _entry(entry, words, source) for entry, words in zip(source.entries, shown, strict=True)
    )


def _entry(entry: EntryView, shown: EntryShown, source: Source) -> EntryTold:
    """An entry as the pack tells it: of one that is left out, what its leaf says anyway and no more."""
    hidden = entry.seq in source.left_out
    return EntryTold(
        entry=entry.seq,
        item=source.item_of(entry.seq),
        kind=entry.kind,
        section=section_of(entry.kind),
        at=iso(entry.at),
        when=moment(entry.at),
        title=shown.title,
        by="" if hidden else shown.by,
        summary="" if hidden else shown.words,
        rows=() if hidden else _rows(shown.rows),
        body=None if hidden else entry.body,
        withheld=hidden,
        erased=shown.is_erased and not hidden,
    )


def _rows(rows: Iterable[tuple[str, str]]) -> tuple[Row, ...]:
    return tuple(Row(label=label, text=str(text)) for label, text in rows)


def _papers(items: Iterable[Standing]) -> tuple[PaperTold, ...]:
    """Letters and enquiries, in their own words."""
    return tuple(
        PaperTold(
            item=each.item.number,
            title=each.item.title,
            description=each.item.description,
            when=moment(each.item.at),
            words=each.item.words,
        )
        for each in items
        if each.item.key.startswith(("letter-", "enquiry-")) and not each.withheld
    )


def _decisions(source: Source) -> tuple[DecisionTold, ...]:
    return tuple(
        _decision(line, hidden=line.seq in source.left_out)
        for line in decision_log.lines(source.view.case)
        if line.seq <= source.pack.upto
    )


def _decision(line: decision_log.Line, *, hidden: bool) -> DecisionTold:
    return DecisionTold(
        number=line.number,
        entry=line.seq,
        decided="" if hidden else moment(line.decided_at),
        entered=moment(line.entered_at),
        title=line.title,
        by="" if hidden else line.decided_by,
        rows=() if hidden else _rows(line.rows),
        late=line.is_late and not hidden,
        corrects=str(line.corrects) if line.corrects and not hidden else "",
        withheld=hidden,
    )
