"""What was compiled once is used as long as the code is the same, and no longer."""

from caunoi_engine.matching import changes, compiling, paths


def test_a_change_in_any_file_counts(tmp_path):
    def stamp(**files: str) -> str:
        for name, code in files.items():
            (tmp_path / f"{name}.py").write_text(code)
        compiling.stamp.cache_clear()
        return compiling.stamp(tmp_path)

    first = stamp(kernels="a = 1", loops="b = 1")
    assert stamp(kernels="a = 1") == first
    assert stamp(loops="b = 2") != first
    assert stamp(loops="b = 1") == first
    assert stamp(other="") != first


def test_kernels_of_every_file_are_kept_by_the_code_of_all():
    kept = {loop._cache._impl.locator.get_source_stamp() for loop in (changes.improve, paths.fill)}
    assert kept == {compiling.stamp(compiling.HERE)}
