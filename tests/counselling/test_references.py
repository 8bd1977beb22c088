from counselling.references import ALPHABET, keyed_hash, new_ref


def test_references_hold_no_letters_that_look_alike() -> None:
    refs = {new_ref() for _ in range(200)}

    assert len(refs) == 200
    assert set("".join(refs)) <= set(ALPHABET)
    assert not set("0o1li") & set(ALPHABET)


def test_a_keyed_hash_depends_on_purpose_text_and_the_key_of_the_site(settings) -> None:  # type: ignore[no-untyped-def]
    one = keyed_hash("entry_code", "a")

    assert keyed_hash("entry_code", "a") == one
    assert keyed_hash("device_key", "a") != one
    settings.SECRET_KEY = "another"
    assert keyed_hash("entry_code", "a") != one
