"""The e-form of a procedure version: its questions as Django fields, its answers as stored and as people read them."""

from cases.forms.eform.fields import MoneyField, PersonalIdField, PhoneField
from cases.forms.eform.form import EForm
from cases.forms.eform.reading import said_to
from cases.forms.eform.words import answers_in_words

__all__ = ["EForm", "MoneyField", "PersonalIdField", "PhoneField", "answers_in_words", "said_to"]
