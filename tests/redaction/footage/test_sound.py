"""The sound that goes out: in step with the pictures, and nothing left of what the plan hides."""

import io
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path

import av
import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from tests.redaction.footage.making import RATE, Sound, clicks, film, tone, voice

from bluelamp.redaction.errors import RedactionError
from bluelamp.redaction.footage import opening, speech
from bluelamp.redaction.footage.disguise import WARNING, disguise
from bluelamp.redaction.footage.hearing import Timeline, in_blocks
from bluelamp.redaction.footage.muting import LOUDNESS, change
from bluelamp.redaction.footage.plan import FootagePlan, SoundEffect, SoundSpan
from bluelamp.redaction.footage.probing import FootageLimits
from bluelamp.redaction.footage.sound import SoundHead, SoundNotes, SoundPackets, encode_sound
from bluelamp.redaction.footage.speech import spans_of
from bluelamp.redaction.footage.values import PictureStream, Probe, SoundStream, Span

EFFECTS = st.sampled_from(SoundEffect)
TICK = Fraction(1, 1000)


def probed(
    *, first: float = 0.0, last: float = 1.0, start: float = 0.0, seconds: float = 1.0,
    rate: int = RATE, channels: int = 1,
) -> Probe:  # fmt: skip
    """What matters of a film for its sound: where pictures and sound begin and end, in seconds."""
    picture = PictureStream(
        codec="h264", pixel_format="yuv420p", width=160, height=120, rotation=0,
        sample_aspect_ratio=(1, 1), time_base=(1, 1000), frame_rate=None, interlaced=False,
        colour={}, first=round(first * 1000), last=round(last * 1000), frames=25,
    )  # fmt: skip
    sound = SoundStream(codec="pcm", channels=channels, rate=rate, start=start, duration=seconds)
    return Probe(
        sha256="0" * 64, container="matroska", duration=last - first, picture=picture,
        sound=(sound,), travels=(), notes=(), segments=(),
    )  # fmt: skip


def planned(*spans: SoundSpan, keep_sound: bool = True) -> FootagePlan:
    return FootagePlan(
        source_sha256="0" * 64, width=160, height=120, time_base=(1, 1000),
        sound=spans, keep_sound=keep_sound,
    )  # fmt: skip


def heard(path: Path, probe: Probe, plan: FootagePlan) -> tuple[Sound, tuple[str, ...]]:
    """The samples that a player plays of what was coded, and the notes."""
    with path.open("rb") as source:
        head, *packets, notes = encode_sound(source, probe=probe, plan=plan)
    assert isinstance(head, SoundHead)
    assert isinstance(notes, SoundNotes)
    decoder = av.CodecContext.create("aac", "r")
    decoder.extradata = head.extradata
    blocks = [
        frame.to_ndarray()
        for message in packets
        if isinstance(message, SoundPackets)
        for packet in message.packets
        for frame in decoder.decode(av.Packet(packet))
    ]
    return np.concatenate(blocks, axis=1)[:, -head.first :], notes.notes


def loud_at(sound: Sound, rate: int = RATE) -> list[float]:
    """When bursts begin, in seconds."""
    loud = np.abs(sound[0]) > 0.1
    starts = np.flatnonzero(loud & ~np.concatenate([[False], loud[:-1]]))
    gaps = np.diff(starts, prepend=-rate) > rate // 20
    return [round(float(start) / rate, 2) for start in starts[gaps]]


@pytest.mark.parametrize("first", [0, 500])
@pytest.mark.parametrize("start", [0.0, 0.3, 0.7])
def test_sound_stays_in_step_whatever_begins_first(
    first: int, start: float, tmp_path: Path
) -> None:
    times = range(first, first + 2000, 40)
    sound = clicks(2.5, [0.6, 1.1, 1.6])
    path = film(tmp_path / "a.mkv", times=times, time_base=TICK, sound=sound, sound_start=start)
    probe = probed(first=first / 1000, last=times[-1] / 1000, start=start, seconds=2.5)
    samples, notes = heard(path, probe, planned())
    wanted = [0.6 + start - first / 1000, 1.1 + start - first / 1000, 1.6 + start - first / 1000]
    assert loud_at(samples) == pytest.approx(wanted, abs=0.011)
    assert notes == ()


def test_a_gap_is_silent_and_what_follows_stays_in_step(tmp_path: Path) -> None:
    """Half a second of packets is left out of a file: what comes after must not move forward."""
    whole = film(tmp_path / "a.mkv", times=range(50), sound=clicks(2, [0.2, 0.9, 1.6]))
    cut = tmp_path / "b.mkv"
    with av.open(str(whole)) as source, av.open(str(cut), "w") as out:
        streams = {s.index: out.add_stream_from_template(s) for s in source.streams}
        for packet in source.demux():
            late = packet.pts and packet.time_base and 0.7 < packet.pts * packet.time_base < 1.2
            if packet.dts is not None and not (packet.stream.type == "audio" and late):
                packet.stream = streams[packet.stream.index]
                out.mux(packet)
    samples, notes = heard(cut, probed(last=2, seconds=2), planned())
    assert loud_at(samples) == pytest.approx([0.2, 1.6], abs=0.011)
    assert "missing for 0.5" in notes[0]


@pytest.mark.parametrize("kind", ["matroska", "mpegts"])
@pytest.mark.parametrize("channels", [1, 2])
def test_sound_that_needs_no_converting_keeps_its_times(
    kind: str, channels: int, tmp_path: Path
) -> None:
    """AAC at a rate that goes out as it is, in containers that count time in ticks of their own."""
    path = film(
        tmp_path / "a", times=range(0, 2000, 40), time_base=TICK, sound=tone(2, channels=channels),
        kind=kind, codecs=("libx264", "aac"),
    )  # fmt: skip
    samples, notes = heard(path, opening.probe(path), planned(SoundSpan(start=0.8, end=1.2)))
    assert notes == ()
    loudness = np.abs(samples[0, : 190 * RATE // 100].reshape(-1, RATE // 50)).max(axis=1)
    assert loudness[42:58].max() < 0.005
    assert loudness[3:39].min() > 0.3
    assert loudness[61:].min() > 0.3


@given(
    pieces=st.lists(st.tuples(st.integers(0, 400), st.none() | st.fractions(-2, 5)), max_size=12),
    start=st.fractions(0, 1),
    length=st.integers(0, 3000),
)
def test_a_timeline_is_always_full_and_never_over(
    pieces: list[tuple[int, Fraction | None]], start: Fraction, length: int
) -> None:
    timeline = Timeline(rate=1000, channels=2, start=start, end=start + Fraction(length, 1000))
    laid = [
        block
        for count, time in pieces
        for block in timeline.place(np.ones((2, count), np.float32), time)
    ]
    laid += timeline.rest()
    assert sum(block.shape[1] for block in laid) == length
    assert timeline.complete


@given(st.lists(st.integers(0, 50)), st.integers(1, 20))
def test_blocks_hold_the_same_samples(lengths: list[int], size: int) -> None:
    sound = np.arange(sum(lengths), dtype=np.float32)[None]
    pieces = np.split(sound, np.cumsum(lengths)[:-1], axis=1) if lengths else []
    blocks = list(in_blocks(pieces, size))
    assert [block.shape[1] for block in blocks[:-1]] == [size] * (len(blocks) - 1)
    assert np.array_equal(np.concatenate([sound[:, :0], *blocks], axis=1), sound)


def spans(effects: st.SearchStrategy[SoundEffect]) -> st.SearchStrategy[SoundSpan]:
    return st.builds(
        lambda start, length, effect: SoundSpan(start=start, end=start + length, effect=effect),
        st.floats(0, 1), st.floats(0.001, 1), effects,
    )  # fmt: skip


def pieces_of(sound: Sound) -> Iterable[Sound]:
    return in_blocks([sound], 700)


@settings(deadline=None, max_examples=50)
@given(
    plans=st.lists(spans(st.sampled_from([SoundEffect.MUTE, SoundEffect.TONE])), max_size=4),
    hidden=arrays(np.float32, (1, 4000), elements=st.floats(-1, 1, width=32)),
)
def test_nothing_of_the_sound_under_a_span_is_left(plans: list[SoundSpan], hidden: Sound) -> None:
    """Change what is said within the spans, and what goes out stays the same, to the bit."""
    spoken = tone(0.5, rate=8000)
    time = np.arange(spoken.shape[1]) / 8000
    covered = np.zeros(spoken.shape[1], bool)
    for span in plans:
        covered |= (time >= span.start) & (time <= span.end)
    other = np.where(covered, hidden, spoken)
    out = [
        np.concatenate(list(change(pieces_of(sound), spans=tuple(plans), rate=8000)), axis=1)
        for sound in (spoken, other)
    ]
    assert out[0].shape == spoken.shape
    assert np.array_equal(out[0], out[1])


def test_mute_is_silence_tone_is_quiet_and_neither_clicks() -> None:
    spoken = tone(4, rate=RATE)
    changes = (
        SoundSpan(start=1, end=2),
        SoundSpan(start=2.5, end=3, effect=SoundEffect.TONE),
    )
    out = np.concatenate(list(change(pieces_of(spoken), spans=changes, rate=RATE)), axis=1)
    assert not out[:, RATE : 2 * RATE].any()
    toned = out[:, round(2.5 * RATE) : 3 * RATE]
    assert np.abs(toned).max() == pytest.approx(LOUDNESS, rel=0.01)
    assert np.argmax(np.abs(np.fft.rfft(toned[0]))) == 500
    assert np.array_equal(out[:, : round(0.98 * RATE)], spoken[:, : round(0.98 * RATE)])
    assert np.abs(np.diff(out)).max() <= 1.05 * np.abs(np.diff(spoken)).max()


def test_a_disguised_voice_is_lower_and_in_step() -> None:
    spoken = np.where(np.arange(8 * RATE) // (RATE // 2) % 2, tone(8, 300), 0).astype(np.float32)
    pairs = list(disguise(pieces_of(spoken), rate=RATE))
    plain, changed = (np.concatenate(list(side), axis=1) for side in zip(*pairs, strict=True))
    assert np.array_equal(plain, spoken)
    assert np.argmax(np.abs(np.fft.rfft(changed[0, : 4 * RATE]))) / 4 == pytest.approx(240, abs=5)
    loudness = [np.abs(s[0]).reshape(-1, RATE // 100).mean(axis=1) for s in (plain, changed)]
    best = max(range(-20, 21), key=lambda lag: float(loudness[0] @ np.roll(loudness[1], lag)))
    assert abs(best) <= 2  # hundredths of a second


def test_what_goes_out_names_no_program_and_warns_of_a_disguise(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", sound=tone(1, channels=2))
    plan = planned(
        SoundSpan(start=0, end=0.4, effect=SoundEffect.DISGUISE), SoundSpan(start=0.5, end=0.7)
    )
    with path.open("rb") as source:
        head, *packets, notes = encode_sound(source, probe=probed(channels=2), plan=plan)
    coded = b"".join(b for m in packets if isinstance(m, SoundPackets) for b in m.packets)
    assert b"Lav" not in coded
    assert isinstance(head, SoundHead)
    assert (head.rate, head.channels) == (RATE, 2)
    assert notes == SoundNotes(notes=(WARNING,))
    samples, _ = heard(path, probed(channels=2), plan)
    assert np.abs(samples[:, round(0.52 * RATE) : round(0.68 * RATE)]).max() < 0.001
    assert np.abs(samples[:, round(0.75 * RATE) : round(0.95 * RATE)]).max() > 0.3


def test_sound_long_after_the_pictures_is_left_out_and_said(tmp_path: Path) -> None:
    """As a file may claim that holds eight seconds of pictures and weeks of sound."""
    path = film(tmp_path / "a.mkv", sound=tone(13))
    samples, notes = heard(path, probed(first=0.5, last=1.5, seconds=2_097_151), planned())
    assert 11 * RATE <= samples.shape[1] < 11.1 * RATE
    said = "The sound goes on for 2,097,150 seconds after the pictures; all but 10 of them are left out."
    assert notes == (said,)
    samples, notes = heard(path, probed(seconds=9), planned())
    assert 9 * RATE <= samples.shape[1] < 9.1 * RATE
    assert notes == ()


def test_sound_over_the_limit_of_footage_is_refused(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mp4", sound=tone(3), kind="mp4", codecs=("libx264", "aac"))
    assert opening.probe(path, limits=FootageLimits(seconds=4))
    with pytest.raises(RedactionError, match="The sound runs for 3 seconds; at most 2 are allowed"):
        opening.probe(path, limits=FootageLimits(seconds=2))


def test_no_sound_goes_out_where_the_plan_drops_it_or_there_is_none(tmp_path: Path) -> None:
    path = film(tmp_path / "a.mkv", sound=tone(1))
    with path.open("rb") as source:
        assert list(encode_sound(source, probe=probed(), plan=planned(keep_sound=False))) == []


def test_a_rate_that_no_recorder_has_is_refused() -> None:
    with pytest.raises(RedactionError, match="1 samples a second; 4,000 to 384,000 are allowed"):
        list(encode_sound(io.BytesIO(), probe=probed(rate=1), plan=planned()))


def test_damaged_sound_is_silent_and_said(tmp_path: Path) -> None:
    path = film(
        tmp_path / "a.mp4", times=range(50), sound=tone(2, channels=2), kind="mp4",
        codecs=("libx264", "aac"), options={"movflags": "+faststart"},
    )  # fmt: skip
    content = bytearray(path.read_bytes())
    with av.open(str(path)) as container:
        places = [(p.pos, p.size) for p in container.demux(audio=0) if p.size and p.pos]
    for pos, size in places[30:40]:
        content[pos : pos + size] = b"\xff" * size
    path.write_bytes(content)
    samples, notes = heard(path, probed(last=2, seconds=2, channels=2), planned())
    assert "could not be decoded and are silent" in notes[0]
    assert samples.shape[1] >= 2 * RATE
    assert np.abs(samples[:, : RATE // 2]).max() > 0.3


@pytest.mark.media
def test_speech_is_found_and_other_sound_is_not(tmp_path: Path) -> None:
    quiet = np.zeros((1, 32_000), np.float32)
    noise = np.random.default_rng(1).normal(0, 0.02, (1, 48_000)).astype(np.float32)
    spoken = np.concatenate([quiet, voice(3), noise, tone(2, rate=16_000)], axis=1)
    path = film(tmp_path / "a.mkv", times=range(250), sound=spoken, rate=16_000)
    probe = probed(last=10, seconds=10, rate=16_000)
    with path.open("rb") as source:
        *silences, answer = speech.prepare(msgspec.msgpack.encode(probe), (source,))(b"")
    assert silences == [b""]
    found = msgspec.msgpack.decode(answer, type=tuple[Span, ...])
    assert len(found) == 1
    assert found[0].start == pytest.approx(2, abs=0.3)
    assert 4.9 <= found[0].end < 6.5


def test_spans_of_speech_are_joined_over_pauses_and_keep_to_the_end() -> None:
    likely = np.zeros(200, np.float32)
    likely[10:40] = 0.9
    likely[50:60] = 0.3  # reaches the lower probability alone
    likely[90:92] = 0.9  # too short
    likely[150:160] = likely[165:200] = 0.9
    found = spans_of(likely, end=6.4)
    assert [(span.start, span.end) for span in found] == [(0.12, 1.48), (4.6, 6.4)]
