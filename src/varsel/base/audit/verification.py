"""Is the trail whole? Read once from end to end, in constant memory, and the first faulty row is named.

Three readings run side by side in one order, stream by stream: the heads, the events, the rows shown. Sums are
kept for the 64 shards and for each seal; they must come out as the shards and the seals say.
"""

import json
import secrets
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from itertools import count, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any, Self

from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from varsel.base.audit.chain import SHARDS, START, exchanged, shard_of, text_of
from varsel.base.audit.digests import EVENT, SHOWN, STREAM, all_shown_mac, event_mac, shown_mac, stream_mac
from varsel.base.audit.faults import Fault
from varsel.base.audit.models import Event, EventShown, StreamHead
from varsel.base.audit.rows import Raw, one_moment, raw
from varsel.base.audit.seals import no_older_than, read_seals, standing_shards, write_whole
from varsel.base.kernel.sealing.keyring import KeyRingError, keyring

AT = {name: place for place, name in enumerate(EVENT)}
ID, SEQ, PLACE, KEY = AT["id"], AT["seq"], AT["place"], AT["key_id"]
STREAM_AT = slice(AT["subject_kind"], AT["subject_id"] + 1)
IN_ORDER = ("subject_kind", "subject_id", "seq")
STEP = 1000
OUTCOME = "last-check.json"

Progress = Callable[[int], None]


@dataclass
class Report:
    """How much was read, and the first fault, if there is one."""

    streams: int = 0
    events: int = 0
    shown: int = 0
    seals: int = 0
    fault: Fault | None = None


@dataclass
class Tally:
    """What the rows of one shard add up to, now and at each seal.

    `sealed` are the numbers of events at the seals, ascending. The head that an event made counts for the seals
    between this event and the next of its stream; so `steps` holds differences between one seal and the next.
    """

    sealed: list[int] = field(default_factory=list)
    steps: list[str] = field(default_factory=list)
    streams: int = 0
    events: int = 0
    total: str = START

    @classmethod
    def of(cls, sealed: list[int]) -> Self:
        return cls(sealed=sealed, steps=[START] * (len(sealed) + 1))

    def add(self, events: int, head: str) -> None:
        """A stream that was read to its end."""
        self.streams += 1
        self.events += events
        self.total = exchanged(self.total, out=None, into=head)

    def made(self, first: int, until: int | None, head: Callable[[], str]) -> None:
        """The head stood from the event at `first` up to the one at `until` (None: it still stands)."""
        begin = bisect_left(self.sealed, first)
        end = len(self.sealed) if until is None else bisect_left(self.sealed, until)
        if begin < end:
            digest = head()
            self.steps[begin] = exchanged(self.steps[begin], out=None, into=digest)
            self.steps[end] = exchanged(self.steps[end], out=digest, into=START)

    def at_seals(self) -> Iterator[str]:
        total = START
        for step in self.steps[: len(self.sealed)]:
            total = exchanged(total, out=None, into=step)
            yield total


def verify(seals: Path, *, progress: Progress = lambda done: None) -> Report:
    """Check every row of the trail and every seal in the folder `seals`; `progress` hears the events done."""
    report = Report()
    try:
        with one_moment():
            _verify(report, seals, progress)
    except Fault as fault:
        report.fault = fault
    return report


def _verify(report: Report, folder: Path, progress: Progress) -> None:
    shards = standing_shards()
    seals = read_seals(folder)
    no_older_than(seals, shards)
    report.seals = len(seals)
    tallies = [Tally.of([seal.shards[number].events for seal in seals]) for number in range(SHARDS)]
    with ExitStack() as cursors:
        Reading(report, tallies, progress, cursors).run()
    for tally, shard in zip(tallies, shards, strict=True):
        _agree(tally, shard)
    for tally, number in zip(tallies, range(SHARDS), strict=True):
        _agree_with_seals(tally, [(seal.day, seal.shards[number].total) for seal in seals])


def _agree(tally: Tally, shard: Raw) -> None:
    number, streams, events, total, *_rest = shard
    if (tally.streams, tally.events, tally.total) != (streams, events, total):
        what = _("It counts {streams} streams with {events} events; {found_streams} with {found_events} are there.")
        counts = {"streams": streams, "events": events, "found_streams": tally.streams, "found_events": tally.events}
        raise Fault("ShardHead", f"{number}", format_lazy(what, **counts))


def _agree_with_seals(tally: Tally, sealed: list[tuple[str, str]]) -> None:
    for (day, total), found in zip(sealed, tally.at_seals(), strict=True):
        if found != total:
            raise Fault("seal", day, _("What stands in the database is not what this seal says: it was rebuilt."))


def remember(report: Report, folder: Path) -> None:
    """Keep the outcome beside the seals, for the auditors' page: a broken log is no place for it."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    told = {**asdict(report), "fault": str(report.fault or ""), "at": timezone.now().isoformat()}
    write_whole(folder / OUTCOME, told)


def last_outcome(folder: Path) -> dict[str, Any] | None:
    """What the newest check found, with `at`; None before the first."""
    try:
        told: dict[str, Any] = json.loads((folder / OUTCOME).read_text())
    except (FileNotFoundError, ValueError):
        return None
    return {**told, "at": datetime.fromisoformat(told["at"])}


class Reading:
    """One pass over heads, events and rows shown, side by side."""

    def __init__(self, report: Report, tallies: list[Tally], progress: Progress, cursors: ExitStack) -> None:
        self.report = report
        self.tallies = tallies
        self.progress = progress
        self.keys = Keys()
        events_first = [f"event__{column}" for column in IN_ORDER]
        shown = EventShown.objects.order_by(*events_first, "position")
        self.heads = cursors.enter_context(raw(StreamHead.objects.order_by(*IN_ORDER[:2]), (*STREAM, "mac")))
        self.events = cursors.enter_context(raw(Event.objects.order_by(*IN_ORDER), (*EVENT, "mac")))
        rows = cursors.enter_context(raw(shown, (*SHOWN, "mac")))
        self.shown = groupby(rows, key=itemgetter(SHOWN.index("event_id")))
        self.next_shown = next(self.shown, None)

    def run(self) -> None:
        for stream, rows in groupby(self.events, key=itemgetter(STREAM_AT)):
            self._stream(stream, rows)
        for head in self.heads:
            self._prove_head(head)
            raise _missing(head[:2], 1)
        if EventShown.objects.count() != self.report.shown:
            raise Fault("EventShown", "?", _("There are rows that belong to no event."))

    def _stream(self, stream: Raw, rows: Iterable[Raw]) -> None:
        head = self._head(stream)
        tally = self.tallies[shard_of(*stream)]
        previous, before = START, None
        for seq, (*event, digest) in enumerate(rows, start=1):
            self._event(stream, seq, event, digest, previous)
            if before:
                tally.made(before[PLACE], event[PLACE], partial(self._head_mac, stream, before, previous))
            previous, before = str(digest), event
        if before is None:  # groupby gives no empty group
            return
        self._ends(stream, head, before[SEQ], previous)
        tally.made(before[PLACE], None, partial(self._head_mac, stream, before, previous))
        tally.add(before[SEQ], self._head_mac(stream, before, previous))
        self.report.streams += 1

    def _head_mac(self, stream: Raw, event: Sequence[Any], digest: str) -> str:
        return stream_mac(self.keys[event[KEY]], [*stream, event[SEQ], digest, event[KEY]])

    def _head(self, stream: Raw) -> Raw | None:
        """The head of this stream; None where it is missing. Raises Fault if a stream has only a head."""
        head = next(self.heads, None)
        if head is None:
            return None
        self._prove_head(head)
        if head[:2] == stream:
            return head
        if _is_there(stream):
            raise _missing(head[:2], 1)
        return None

    def _prove_head(self, head: Raw) -> None:
        if stream_mac(self.keys[head[4]], head[:5]) != head[5]:
            raise Fault("StreamHead", _name(head[:2]), _("The row was changed."))

    def _ends(self, stream: Raw, head: Raw | None, seq: object, digest: str) -> None:
        if head is None:
            raise Fault("StreamHead", _name(stream), _("The row is missing."))
        if head[2:4] == (seq, digest):
            return
        if int(str(head[2])) > int(str(seq)):
            raise _missing(stream, int(str(seq)) + 1)
        raise Fault("StreamHead", _name(stream), _("The row is older than the events of its stream."))

    def _event(self, stream: Raw, seq: int, event: Sequence[Any], digest: object, previous: str) -> None:
        if event[SEQ] != seq:
            raise self._moved(stream, seq, previous) or _missing(stream, seq)
        if event_mac(self.keys[event[KEY]], event, previous) != digest:
            raise Fault("Event", f"{text_of(event[ID])[1:]} ({_name(stream)} #{seq})", _("The row was changed."))
        self._shown(stream, seq, event)
        self.report.events += 1
        if self.report.events % STEP == 0:
            self.progress(self.report.events)

    def _moved(self, stream: Raw, seq: int, previous: str) -> Fault | None:
        """The event that was this one before its number or subject was changed, if it is still somewhere."""
        with raw(Event.objects.order_by("id"), (*EVENT, "mac")) as rows:
            for *event, digest in rows:
                event[STREAM_AT], event[SEQ] = stream, seq
                if event_mac(self.keys[event[KEY]], event, previous) == digest:
                    name = f"{text_of(event[ID])[1:]} ({_name(stream)} #{seq})"
                    return Fault("Event", name, _("The row was moved to another place or stream."))
        return None

    def _shown(self, stream: Raw, seq: int, event: Sequence[Any]) -> None:
        rows = self._rows_of(event[ID])
        key = self.keys[event[KEY]]
        for *row, digest in rows:
            if shown_mac(key, row) != digest:
                raise Fault("EventShown", f"{text_of(row[0])[1:]} ({_name(stream)} #{seq})", _("The row was changed."))
        if all_shown_mac(key, [row[-1] for row in rows]) != event[AT["shown_mac"]]:
            raise Fault("EventShown", f"({_name(stream)} #{seq}) {_gap(rows)}", _("The row is missing."))
        self.report.shown += len(rows)

    def _rows_of(self, event_id: object) -> list[Raw]:
        if self.next_shown is None or self.next_shown[0] != event_id:
            return []
        rows = list(self.next_shown[1])
        self.next_shown = next(self.shown, None)
        return rows


class Keys(dict[object, bytes]):
    """The audit keys by id; a key that the ring does not hold proves nothing."""

    def __missing__(self, key_id: object) -> bytes:
        try:
            _id, key = keyring().audit_key(str(key_id))
        except KeyRingError:
            key = secrets.token_bytes(32)
        self[key_id] = key
        return key


def _name(stream: Sequence[object]) -> str:
    return f"{stream[0]}/{text_of(stream[1])[1:]}"


def _missing(stream: Sequence[object], seq: int) -> Fault:
    return Fault("Event", f"{_name(stream)} #{seq}", _("The row is missing."))


def _gap(rows: list[Raw]) -> int:
    """The first position that no row has."""
    positions = [row[SHOWN.index("position")] for row in rows]
    return next(number for number in count(1) if number not in positions)


def _is_there(stream: Raw) -> bool:
    with raw(StreamHead.objects.all(), STREAM[:2]) as heads:
        return any(head == stream for head in heads)
