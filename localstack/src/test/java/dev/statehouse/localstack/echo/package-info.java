/** Functions that the tests package and run under the real runtime interface client. */
@NullMarked
package dev.statehouse.localstack.echo;

import org.jspecify.annotations.NullMarked;
