from watchfloor.reading import read_paths


def read(tmp_path, text: str):
    path = tmp_path / "a.txt"
    path.write_text(text)
    [document] = read_paths([path], on_problem=lambda problem: None)
    return document


def test_a_dateline_gives_day_and_agency(tmp_path):
    text = "LIMA, 4 March 2025 (Condor Wire) - Miners blocked the coast road on Tuesday, the police said."
    document = read(tmp_path, text)
    assert document.published == "2025-03-04"
    assert document.outlet == "Condor Wire"
    assert document.found["published"] == "dateline"


def test_a_dateline_without_a_year_gives_no_day(tmp_path):
    document = read(tmp_path, "LIMA, March 4 - Miners blocked the coast road on Tuesday, the police said.")
    assert document.published is None


def test_a_date_in_a_sentence_is_no_dateline(tmp_path):
    document = read(
        tmp_path, "Miners in Lima, who struck on 4 March 2025, were back at work, the police said."
    )
    assert document.published is None
