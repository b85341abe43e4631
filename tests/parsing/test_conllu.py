import gzip

import pytest

from watchfloor.parsing.conllu import ConlluError, read_conllu

SENTENCE = """# sent_id = one
# text = They don't go.
1\tThey\tthey\tPRON\tPRP\t_\t4\tnsubj\t_\t_
2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_
2\tdo\tdo\tAUX\tVBP\t_\t4\taux\t_\t_
3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
4\tgo\tgo\tVERB\tVB\tVerbForm=Inf\t0\troot\t_\tSpaceAfter=No
4.1\tthere\t_\t_\t_\t_\t_\t_\t_\t_
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_

"""


def test_reads_words_offsets_and_heads(tmp_path):
    path = tmp_path / "one.conllu.gz"
    path.write_bytes(gzip.compress(SENTENCE.encode()))
    sentence = next(read_conllu(path))
    assert sentence.text == "They don't go."
    assert sentence.words == ["They", "do", "n't", "go", "."]
    assert sentence.heads == [3, 3, 3, -1, 3]
    assert [sentence.text[a:b] for a, b in zip(sentence.starts, sentence.ends, strict=True)] == sentence.words
    assert sentence.kind == "one"


def test_a_broken_line_is_named(tmp_path):
    path = tmp_path / "broken.conllu"
    path.write_text(SENTENCE + "1\tonly\tthree\n")
    with pytest.raises(ConlluError, match=r"broken.conllu, line 11: 3 columns"):
        list(read_conllu(path))
