/** Prompts: cards, their versions, the labels that point at versions, and what a label resolves to. */
@NullMarked
package dev.statehouse.data.prompt;

import org.jspecify.annotations.NullMarked;
