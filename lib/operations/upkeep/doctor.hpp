#pragma once

#include <optional>
#include <vector>

#include "formats/json/json.hpp"
#include "operations/upkeep/store_figures.hpp"
#include "services/upkeep/doctor.hpp"
#include "services/upkeep/examination.hpp"

// What an installation is looked through for: services judge it, texts say it.
namespace myatlas::operations {

using services::Examination;
using services::Finding;
using services::MailWay;
using services::Place;
using services::Strictness;

// One finding of a check: its row in the document, and whether somebody has to do something.
struct ToldFinding
{
  services::DoctorCheck looked;
  Finding found;
  bool is_news = false;
  formats::Json row;
};

struct DoctorTold
{
  bool healthy = false;
  std::vector<ToldFinding> findings = {};
  formats::Json document = {};
  std::vector<services::CheckFigure> figures = {}; // for a monitor
  std::optional<StoreFigures> store = {};          // the same, of one that could be opened
};

DoctorTold doctor_told(Examination examination, Strictness strictness);

} // namespace myatlas::operations
