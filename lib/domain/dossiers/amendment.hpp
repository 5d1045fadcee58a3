#pragma once

#include <string>
#include <vector>

#include "domain/dossiers/contract.hpp"
#include "domain/dossiers/request_document.hpp"

namespace myatlas::domain {

// A member an amendment (avenant) changes; NIRs are masked. Empty: absent.
struct AmendedMember
{
  std::string path, before, after;
};

// What differs between two contracts, by path.
std::vector<AmendedMember> changed_members(const Contract& before, const Contract& after);

// What an amendment changes of a contract, by path; what only tells of the amendment itself (its
// type, day, number) is not among it.
std::vector<AmendedMember> amended_members(const Contract& before, const Contract& after);

// What no amendment may change, each at its path: contract.other_person,
// contract.other_certification (before, after). The person is one of the parties (L6221-1) and the
// diploma what the contract is concluded and funded for (L6222-7-1, D6332-78): another of either is
// another contract. A NIR, a code or a level that one of the two leaves out says nothing.
// contract.amendment_early (its day, the contract's): it is concluded before what it amends.
// contract.amends_nothing. contract.broken_off_by_amendment (day): an early end is told otherwise.
// contract.effect_outside (its day of effect, the first and the last there may be): it takes effect
// while the contract runs as it was, one that lengthens it the day after at the latest;
// contract.prolonged_late (its day, the last of the contract): such a one is signed by then.
// contract.ended_before_signed (the new end, its day): so is an early end.
util::Errors amendment_problems(const Contract& before, const Contract& after);

// What its documents depend on: it is signed anew, of three parties where it is what adapts the
// duration. Of a prolongation after an exam that was failed or a disability that was recognized
// (types 33 and 34) the convention stays (doc/sources/documents.md).
DocumentsCase documents_case(const Contract& before, const Contract& after);

} // namespace myatlas::domain
