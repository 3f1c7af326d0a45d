// @ts-check
import { begin } from './main.js';

begin();
