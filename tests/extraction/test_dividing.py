"""Clauses are divided among measures by what is expected to be found."""

from itertools import pairwise

import numpy as np

from recommendations.extraction.dividing import divide

EVEN = [(0, 10), (11, 21)]


def test_what_surely_begins_a_measure_is_cut_and_what_hardly_does_is_not():
    assert divide(EVEN, np.array([0.99])) == EVEN
    assert divide(EVEN, np.array([0.01])) == [(0, 21)]


def test_two_alike_are_cut_sooner_than_an_even_chance_would():
    assert divide(EVEN, np.array([0.5])) == EVEN
    assert divide(EVEN, np.array([0.2])) == [(0, 21)]


def test_the_likeliest_place_is_cut_first():
    clauses = [(0, 10), (11, 21), (22, 32), (33, 43)]
    assert divide(clauses, np.array([0.05, 0.9, 0.05])) == [(0, 21), (22, 43)]


def test_spans_cover_every_clause_in_order_however_many_there_are():
    clauses = [(at * 11, at * 11 + 10) for at in range(60)]
    spans = divide(clauses, np.full(59, 0.4))
    assert spans[0][0] == 0 and spans[-1][1] == clauses[-1][1]
    assert all(before[1] < after[0] for before, after in pairwise(spans))
