#pragma once

#include "operations/upkeep/doctor.hpp"
#include "session.hpp"

namespace myatlas::cli {

using operations::Finding;
using operations::fine;
using operations::Health;
using operations::skipped;
using operations::wrong;

struct DoctorOptions
{
  bool online = false, strict = false;
};

// The store, and the settings and surroundings of who looks.
struct HostExamination : operations::Examination
{
  HostExamination(operations::Examination examination, Session& of, const DoctorOptions& asked)
    : operations::Examination(std::move(examination)), session(of), options(asked)
  {
  }

  Session& session;
  const DoctorOptions& options;
};

} // namespace myatlas::cli
