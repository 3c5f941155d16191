"""Keeping the topics of complaints, in two levels."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from complaints.access import NotAllowed
from complaints.actions.agencies import check_keeper, free_key
from complaints.models import Category
from office.actions.audit import record
from office.models import Office
from office.staff import Staff


@transaction.atomic
def keep_category(category: Category, *, staff: Staff, at: datetime) -> Category:
    """Write a topic as it was filled in; a finer one is as secret as what it stands under, a retired one takes its finer ones along.

    Raises NotAllowed when nothing would be left to choose, or nobody could complain about the office itself.
    """
    check_keeper(staff, category.office_id)
    Office.objects.select_for_update().get(pk=staff.office.pk)
    if category.parent and (category.parent.parent_id or category.parent.office_id != staff.office.pk):
        raise NotAllowed("Kategori hanya dua tingkat.")
    if category._state.adding:
        _begin(category)
    if not category.is_active:
        _check_may_retire(category)
    category.save()
    if not category.is_active:
        Category.objects.filter(parent=category).update(is_active=False)
    facts = {"is_active": category.is_active, "position": category.position}
    record("complaint_category.kept", f"category:{category.key}", office=staff.office, actor=staff.user, at=at, **facts)
    return category


def _begin(category: Category) -> None:
    taken = set(Category.objects.filter(office=category.office_id).values_list("key", flat=True))
    category.key = free_key(category.name, taken)
    if category.parent:
        category.icon, category.is_sensitive = category.parent.icon, category.parent.is_sensitive


def _check_may_retire(category: Category) -> None:
    if category.parent_id:
        return
    others = Category.objects.filter(office=category.office_id, parent=None, is_active=True).exclude(pk=category.pk)
    if category.is_sensitive and not others.filter(is_sensitive=True).exists():
        raise NotAllowed("Warga harus selalu dapat melapor tentang petugas. Kategori ini tidak dapat ditutup")
    if not others.exists():
        raise NotAllowed("Paling sedikit satu kategori harus dipakai")
