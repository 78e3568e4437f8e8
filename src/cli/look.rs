//! What a project adds to its pages: templates, a logo, a colour.

use std::fs;
use std::path::Path;

use crate::diagnostic::{Diagnostics, Place};
use crate::evidence::Look;
use crate::model::Model;
use crate::report::page::{Accent, Frame, FrameError, Logo, Template, unused};

use super::error::UsageError;
use super::exit::{Exit, Stop};
use super::paths::{bytes, read, shown, unreadable, why};
use super::session::Session;

/// The folder of templates, beside `sla.toml`.
const FOLDER: &str = "templates";

/// What is looked at there; pictures and the like are left alone.
const ENDINGS: [&str; 8] = ["html", "htm", "md", "markdown", "txt", "css", "jinja", "j2"];

/// All of it, of a project: its folder, and what its `sla.toml` says. What is probably a slip is shown.
pub(super) fn frame(session: &mut Session, project: Option<(&Path, &Look)>, model: &Model) -> Result<Frame, Stop> {
    let Some((folder, look)) = project else { return Ok(Frame::default()) };
    let mut frame = Frame { logo: logo(folder, look, model)?, ..Frame::default() };
    let mut slips = Vec::new();
    if let Some(accent) = &look.accent {
        let (accent, found) = Accent::of(accent, look.accent_dark.as_ref());
        frame.accent = Some(accent);
        slips.extend(found);
    }
    templates(session, &folder.join(FOLDER), &mut frame)?;
    slips.extend(unused(&frame.templates));
    session.show(&gathered(slips));
    Ok(frame)
}

/// Ends a verb with what is wrong with a template.
pub(super) fn stop(problem: FrameError) -> Stop {
    Stop::new(Exit::Usage, gathered(vec![problem]))
}

fn gathered(problems: Vec<FrameError>) -> Diagnostics {
    let mut all = Diagnostics::default();
    for problem in problems {
        let place = problem.span().map_or(Place::Nowhere, |span| Place::Source(span.source));
        all.push_in(place, problem);
    }
    all
}

fn logo(folder: &Path, look: &Look, model: &Model) -> Result<Option<Logo>, Stop> {
    let Some(named) = &look.logo else { return Ok(None) };
    let (path, span) = (folder.join(&named.value), named.span);
    let bytes = bytes(&path).map_err(|error| UsageError::Logo { path: shown(&path), reason: why(&error), span })?;
    let header = &model.header;
    let said = look.logo_alt.as_ref().map(|alt| alt.value.as_str()).or(header.provider.as_deref());
    match Logo::of(&bytes, said.unwrap_or(&header.name)) {
        Some(logo) => Ok(Some(logo)),
        None => Err(UsageError::NoPicture { path: shown(&path), span }.into()),
    }
}

/// Every template in the folder, where there is one.
fn templates(session: &mut Session, folder: &Path, frame: &mut Frame) -> Result<(), Stop> {
    if !folder.is_dir() {
        return Ok(());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        let is_one = ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()));
        if is_one
            && path.is_file()
            && let Some(name) = path.file_name()
        {
            names.push(name.to_string_lossy().into_owned());
        }
    }
    names.sort();
    for name in names {
        let source =
            read(&mut session.sources, &folder.join(&name)).map_err(|stop| Stop { exit: Exit::Usage, ..stop })?;
        let text = session.sources.get(source).map(|source| source.text.to_string()).unwrap_or_default();
        frame.templates.insert(name, Template { source, text });
    }
    Ok(())
}
