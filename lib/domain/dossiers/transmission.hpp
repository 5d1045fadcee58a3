#pragma once

#include <optional>
#include <string>

#include "domain/values/names.hpp"
#include "util/clock.hpp"

namespace myatlas::domain {

// What a CFA transmits to an OPCO (inter-OPCO API, doc/sources/inter-opco-api.md).
enum class TransmissionKind
{
  contract,
  convention,
  invoice,
  certificate,
};

enum class TransmissionState
{
  unknown, // begun, and no answer came: it may be there
  pending, // taken, to be worked on
  sent,
};

// One thing that was transmitted to one OPCO.
struct Transmission
{
  TransmissionKind kind = TransmissionKind::contract;
  std::string
    subject; // number of the dossier ("/2" for its first amendment), the invoice or the certificate
  std::string opco; // the name of the connection
  TransmissionState state = TransmissionState::unknown;
  std::string external = {}; // numeroExterne: between CFA and OPCO
  std::string internal = {}; // numeroInterne: of the OPCO alone
  std::string deca = {};     // numeroDeca, given later
  std::string remote = {};   // its state there, word for word
  util::Instant begun;
  std::optional<util::Instant> answered = {};
};

inline constexpr NamedValue<TransmissionKind> k_transmission_kinds[] = {
  {"contract", TransmissionKind::contract},
  {"convention", TransmissionKind::convention},
  {"invoice", TransmissionKind::invoice},
  {"certificate", TransmissionKind::certificate}};
static_assert(has_all<k_transmission_kinds>());

inline const char* to_text(TransmissionKind kind)
{
  return name_of(k_transmission_kinds, kind);
}

inline constexpr NamedValue<TransmissionState> k_transmission_states[] = {
  {"unknown", TransmissionState::unknown},
  {"pending", TransmissionState::pending},
  {"sent", TransmissionState::sent}};
static_assert(has_all<k_transmission_states>());

} // namespace myatlas::domain
