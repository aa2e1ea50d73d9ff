"""The library's codes in words that gettext knows, with room for the numbers. A test holds that no code is missing."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = Mapping[str, "str | Promise"]

# What the library doubts about one estimate. `%(…)s` are the values that `words.values` gives.
DOUBTS: Words = {
    "too_few_persons": _("Fewer than 100 persons are on the lists: too few for a number that means anything."),
    "too_few_in_overlaps": _("Fewer than 10 persons are on more than one list, and they carry the whole answer."),
    "two_lists": _("With two lists nothing can show whether one leads to the other or keeps people from it."),
    "not_identifiable": _("The lists overlap in a way that fits many numbers equally well."),
    "no_finite_estimate": _("No finite number fits best: overlaps that are empty drive it up without bound."),
    "interaction_passed_over": _("Some pairs of lists lean on one another and could not be corrected for."),
    "never_met": _("Some lists share nobody at all (%(never_met)s); the method takes it that nobody could be on both."),
    "poor_fit": _("The method does not fit these lists well."),
    "threshold_matters": _(
        "Depending on how strictly pairs of lists are corrected for, the number lies from %(lowest)s to %(highest)s."
    ),
    "one_list_decides": _("One list decides: %(decides)s, outside the range."),
    "unbounded_interval": _("Nothing in the lists bounds the number from above."),
    "useless_interval": _("The range, %(low)s to %(high)s, is so wide that it says next to nothing."),
    "wide_interval": _("The range is wide: %(low)s to %(high)s."),
    "not_checked": _("No replicates were computed, so that nothing shows whether the answer is stable."),
    "unstable_selection": _(
        "The answer is unstable: had a few other persons been seen, it would have been another number (the middle of "
        "the replicates is %(median)s, the estimate %(estimate)s)."
    ),
    "degenerate_interval": _("The range has collapsed: its ends fall together, or the number lies outside it."),
    "failed_replicates": _("%(failed)s of %(replicates)s replicates gave no finite number."),
    "few_replicates": _("%(replicates)s replicates are too few for the ends of a range."),
}
# The same without a value: a refusal is released, and read by who may see rounded counts only, without any number
# of its own, and without naming a list of which an exact count (nobody) would be said.
WITHOUT_VALUES: Words = {
    "never_met": _("Some lists share nobody at all; the method takes it that nobody could be on both."),
    "threshold_matters": _("The number depends much on how strictly pairs of lists are corrected for."),
    "one_list_decides": _("One list decides: without it the number leaves its own range."),
    "useless_interval": _("The range is so wide that it says next to nothing."),
    "wide_interval": _("The range is wide."),
    "unstable_selection": _(
        "The answer is unstable: had a few other persons been seen, it would have been another number."
    ),
    "failed_replicates": _("Some replicates gave no finite number."),
    "few_replicates": _("The replicates are too few for the ends of a range."),
    "empty_list": _("There is an empty list: it holds nobody."),
    "same_lists": _("Two of the lists hold the same persons."),
}
# What the library says of a table that cannot be read or estimated from; the place stands before it.
FAULTS: Words = {
    "columns": _("The line has another number of columns than the first line."),
    "count_too_large": _("More persons than there can be."),
    "duplicate_pattern": _("The same combination of lists stood further up. Put their persons into one row."),
    "empty_file": _("The file is empty. The first line names the lists, and last the count."),
    "empty_list": _("Nobody is on this list. Leave the column out."),
    "fractional_count": _("Persons are whole numbers, written without point or comma."),
    "hidden_cell": _("Persons on no list are what the estimate is to find. Leave the row out."),
    "negative_count": _("A count of persons is not negative."),
    "no_header": _("The first line names the lists, and last the count."),
    "no_lists": _("There is no list. One column for each list is needed."),
    "no_overlap": _(
        "Nobody is on two lists, so that the lists say nothing of one another. Link them first, or add lists that "
        "share persons with these."
    ),
    "nobody": _("Nobody is on any list. Check the column of counts."),
    "not_0_or_1": _("Write 1 for on the list and 0 for not on it."),
    "not_a_count": _("This is no count of persons."),
    "not_csv": _("This is no CSV file."),
    "not_utf8": _("The file is no UTF-8 text. Save it as CSV in UTF-8."),
    "one_list": _("One list cannot overlap. At least two are needed, better three."),
    "same_lists": _("They hold the same persons: one is a copy of the other. Leave one out."),
    "same_name": _("Two lists have this name. Give each its own."),
    "shape": _("Lists and counts do not fit together."),
    "too_many_lists": _("There are too many lists. Put organisations of one kind together."),
    "unnamed_list": _("The list has no name that can be read."),
}
CRITICISM: Words = {
    "coverage": _(
        "Tested on data where the truth is known, ranges meant to hold the truth 95 times in 100 held it 60 to 90 "
        "times, depending on the method."
    ),
    "unsuited": _(
        "Some statisticians hold that the method should not be used for human trafficking at all: lists refer persons "
        "to one another, and some persons can never come on any list."
    ),
    "model_choice": _(
        "Where few persons are on several lists, the answer hangs on which pairs are corrected for, and ranges that "
        "do not repeat that choice are too narrow."
    ),
    "assumptions": _(
        "It is assumed that the population does not change in the period, that the same person is recognised on every "
        "list, and that the hidden would behave as the seen do."
    ),
}
SENTENCES: Words = {**DOUBTS, **FAULTS, **CRITICISM}

NEEDED: Words = {
    "too_few_persons": _("at least 100 persons: put several years together, or do not estimate."),
    "too_few_in_overlaps": _("at least 10 persons on two lists or more: put several years together, or add a list."),
    "two_lists": _("a third list that comes about in another way."),
    "not_identifiable": _("more overlap between different pairs of lists, or fewer lists."),
    "no_finite_estimate": _("overlap between more pairs of lists."),
    "unbounded_interval": _("more persons on several lists."),
    "useless_interval": _("more persons on several lists: put years together, or add a list."),
    "not_checked": _("a run with 1,000 replicates."),
    "unstable_selection": _("more persons on several lists, or fewer lists: put lists of one kind together."),
    "degenerate_interval": _("more persons on several lists, or fewer lists."),
    "failed_replicates": _("more persons on several lists."),
    "few_replicates": _("a run with 1,000 replicates."),
    "empty_list": _("lists that hold somebody in this period: leave empty ones out, or take more years."),
    "no_overlap": _("registers that were compared, so that it is known who is on several lists."),
    "same_lists": _("lists that come about in different ways."),
    "nobody": _("persons on the lists."),
    "one_list": _("at least two lists, better three."),
}

# The lists of the published example, by the letters of the paper.
EXAMPLE_PLACES: Words = {"uk_2013": _("United Kingdom 2013")}
EXAMPLE_LISTS: Words = {
    "LA": _("Local authorities"),
    "NG": _("NGOs"),
    "PF": _("Police forces"),
    "GO": _("Government organisations"),
    "GP": _("General public"),
    "NCA": _("National Crime Agency"),
}
