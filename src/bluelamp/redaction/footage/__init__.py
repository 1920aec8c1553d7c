"""Footage: moving pictures with sound in; the same in step, with everyone obscured who is not sought.

Each step is a function of values, so that it can be repeated, and the work on long footage shared out
by segments. The walk over them all is `redacting`; each step has a module of its name:

1. `probing`: what the file holds, and where it can be cut (asked for through `opening`)
2. `analysing`: what is seen in a segment, and how everything moves
3. `following`: from what was seen to tracks, one for each person as far as can be told
4. `plan`: who is covered from when to when, what becomes of the sound; edited by people
   (`correcting` in time, `voices` in the sound; `grouping` and `reshaping` as in pictures), who have
   what they draw a box around followed (`pursuing`)
5. `rendering`, `sound`: a segment decoded, covered and coded anew; the sound likewise
6. `joining`: one film that holds nothing else
7. `examination`: the film taken apart, played and heard again, and held against the plan

Beside the walk stands what people look at: `stills` and `previewing` (single frames, as they are and as
they will be), `proxying` (all of them, small and playable in a browser) and `watermarking`.

Whatever touches bytes of the untrusted file runs in a process of its own that has given up files,
network and programs (`confined` starts it, `child` is it).
"""
