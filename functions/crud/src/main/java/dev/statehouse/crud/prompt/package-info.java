/** Routes of prompts: managing cards, versions and labels, and using what a label points at. */
@NullMarked
package dev.statehouse.crud.prompt;

import org.jspecify.annotations.NullMarked;
